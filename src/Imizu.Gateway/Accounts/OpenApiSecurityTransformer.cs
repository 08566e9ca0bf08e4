using Imizu.Contracts;
using Imizu.EventStreams.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Imizu.Gateway.Accounts;

/// <summary>Adds the security scheme and the actor header to the OpenAPI description of the routes that need them.</summary>
internal sealed class OpenApiSecurityTransformer : IOpenApiOperationTransformer, IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent(BasicAuthentication.Name, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic" });
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAuthorizeData>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BasicAuthentication.Name, context.Document)] = [] }];
        }
        if (metadata.OfType<ActorFilter.Metadata>().Any())
        {
            (operation.Parameters ??= []).Add(OpenApiRecordingHeadersTransformer.Header(ActorCode.Header, required: true, "操作した職員またはシステムの符号（氏名は書かない）"));
        }
        return Task.CompletedTask;
    }
}
