using Imizu.EventStreams.Storage;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Imizu.EventStreams.Http;

/// <summary>Adds the headers of recording requests to the OpenAPI description.</summary>
public sealed class OpenApiRecordingHeadersTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RecordsMetadata>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(Header(RequestHeaders.IdempotencyKey, $"同じ要求を繰り返しても一度だけ記録される。{ExpiredAnswers.Days} 日の間は、最初と同じ答えが返る。"));
            operation.Parameters.Add(Header(RequestHeaders.CausationId, "きっかけとなった出来事の id など。"));
            operation.Parameters.Add(Header(RequestHeaders.Confirmed, "personal：電話番号などに見える文字を確かめた。なければ 409。"));
            operation.Parameters.Add(Header(RequestHeaders.DryRun, "true：断られるかを確かめるだけで、記録しない（200、entries の id は 0）。"));
            operation.Parameters.Add(Header(RequestHeaders.IfMatch, "読んだときの ETag。違えば 412。"));
        }
        return Task.CompletedTask;
    }

    private static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
