using Google.Protobuf;
using Imizu.Dashboard.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Imizu.Dashboard.Receiving;

/// <summary>OTLP over HTTP, in its binary form.</summary>
internal static class HttpReceivers
{
    private const string Protobuf = "application/x-protobuf";

    public static void MapOtlpHttp(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/traces", (HttpContext http, Receiver receiver) => Take(http, ExportTraceServiceRequest.Parser, receiver.Take));
        app.MapPost("/v1/logs", (HttpContext http, Receiver receiver) => Take(http, ExportLogsServiceRequest.Parser, receiver.Take));
        app.MapPost("/v1/metrics", (HttpContext http, Receiver receiver) => Take(http, ExportMetricsServiceRequest.Parser, receiver.Take));
    }

    private static async Task<IResult> Take<T>(HttpContext http, MessageParser<T> parser, Action<T> take)
        where T : IMessage<T>
    {
        if (http.Request.ContentType != Protobuf)
        {
            return Results.Text($"Send {Protobuf}.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        body.Position = 0;
        try
        {
            take(parser.ParseFrom(body));
        }
        catch (InvalidProtocolBufferException)
        {
            return Results.Text("The body is not what OTLP says it is.", statusCode: StatusCodes.Status400BadRequest);
        }

        // An answer without a field, in bytes, is no bytes.
        return Results.Bytes([], Protobuf);
    }
}
