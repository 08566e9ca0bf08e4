using Imizu.Contracts.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Imizu.Gateway.Accounts;

/// <summary>Adds to the OpenAPI description where the name and the password of an account are enough.</summary>
internal sealed class OpenApiSecurityTransformer : IOpenApiOperationTransformer, IOpenApiDocumentTransformer
{
    private static readonly string[] AccountRights = [Role.Sender, Role.FeedReader];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent(BasicAuthentication.Name, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic" });
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any(needed => AccountRights.Any(role => Right.Has(role, needed.Policy!))))
        {
            (operation.Security ??= []).Add(new() { [new OpenApiSecuritySchemeReference(BasicAuthentication.Name, context.Document)] = [] });
        }
        return Task.CompletedTask;
    }
}
