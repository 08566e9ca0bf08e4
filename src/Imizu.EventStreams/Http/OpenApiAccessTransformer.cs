using Imizu.Contracts.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Imizu.EventStreams.Http;

/// <summary>Adds to the OpenAPI description that a token is needed, and the right that it has to give.</summary>
internal sealed class OpenApiAccessTransformer : IOpenApiOperationTransformer, IOpenApiDocumentTransformer
{
    private const string Scheme = "Bearer";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" });
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().LastOrDefault() is { } needed && Right.Find(needed.Policy) is { } right)
        {
            operation.Description = $"{right.Code}（{right.Word}）：{string.Join("、", right.Roles.Select(Role.WordOf))}";
            (operation.Security ??= []).Add(new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] });
        }
        return Task.CompletedTask;
    }
}
