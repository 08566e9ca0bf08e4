using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Imizu.EventStreams.Http;

/// <summary>Names the OpenAPI schemas of commands, which are nested records with the same short names in several aggregates.</summary>
internal static class OpenApiSchemaNames
{
    public static string? Of(JsonTypeInfo type) => type.Type is { IsNested: true, DeclaringType: { } aggregate }
        ? $"{aggregate.Name}.{type.Type.Name}"
        : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
}
