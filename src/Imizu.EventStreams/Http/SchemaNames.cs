using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Imizu.EventStreams.Http;

/// <summary>Commands are nested records with short names, alike in several aggregates: the API's description tells them apart.</summary>
internal static class SchemaNames
{
    public static string? Of(JsonTypeInfo type) => type.Type is { IsNested: true, DeclaringType: { } aggregate }
        ? $"{aggregate.Name}.{type.Type.Name}"
        : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
}
