using Imizu.Contracts;
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
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = ActorCode.Header,
                In = ParameterLocation.Header,
                Required = true,
                Description = "操作した職員またはシステムの符号（氏名は書かない）",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
        return Task.CompletedTask;
    }
}
