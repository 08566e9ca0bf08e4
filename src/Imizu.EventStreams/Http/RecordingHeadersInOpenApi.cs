using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Imizu.EventStreams.Http;

/// <summary>Describes the headers that every recording request takes.</summary>
internal sealed class RecordingHeadersInOpenApi : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RecordsMetadata>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(Header(RequestHeaders.Actor, required: true, "職員またはシステムの符号。氏名は書かない。"));
            operation.Parameters.Add(Header(RequestHeaders.IdempotencyKey, required: false, "同じ要求を繰り返しても一度だけ記録される。"));
            operation.Parameters.Add(Header(RequestHeaders.CausationId, required: false, "きっかけとなった出来事の id など。"));
            operation.Parameters.Add(Header(RequestHeaders.IfMatch, required: false, "読んだときの ETag。違えば 412。"));
        }
        return Task.CompletedTask;
    }

    private static OpenApiParameter Header(string name, bool required, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
