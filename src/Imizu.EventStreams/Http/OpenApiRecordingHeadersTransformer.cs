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
            operation.Parameters.Add(Header(RequestHeaders.Actor, required: true, "職員またはシステムの符号。氏名は書かない。"));
            operation.Parameters.Add(Header(RequestHeaders.IdempotencyKey, required: false, $"同じ要求を繰り返しても一度だけ記録される。{ExpiredAnswers.Days} 日の間は、最初と同じ答えが返る。"));
            operation.Parameters.Add(Header(RequestHeaders.CausationId, required: false, "きっかけとなった出来事の id など。"));
            operation.Parameters.Add(Header(RequestHeaders.Confirmed, required: false, "personal：電話番号などに見える文字を確かめた。なければ 409。"));
            operation.Parameters.Add(Header(RequestHeaders.IfMatch, required: false, "読んだときの ETag。違えば 412。"));
        }
        return Task.CompletedTask;
    }

    /// <summary>A header as the description has it.</summary>
    public static OpenApiParameter Header(string name, bool required, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
