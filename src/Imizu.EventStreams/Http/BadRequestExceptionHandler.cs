using Imizu.EventStreams.Storage;
using JasperFx;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Npgsql;

namespace Imizu.EventStreams.Http;

/// <summary>Answers what cannot be read by the field's name, and a server that is away with 503; other exceptions without internals.</summary>
public sealed class BadRequestExceptionHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        IResult? problem = exception switch
        {
            InvalidBodyException body => Problems.Invalid(body.Errors, body.Status),
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } => Problems.Invalid(Unbound(httpContext), "読み取れません。/openapi/v1.json の形で送ってください。"),
            BadHttpRequestException other => Results.Problem(statusCode: other.StatusCode),
            UnreadableEventException unreadable => Problems.Unreadable(unreadable),
            _ when IsOutage(exception) => Problems.Unavailable(),
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Whether a server that this one needs was away, or has ended the connection in between; however it is wrapped.</summary>
    private static bool IsOutage(Exception? exception) => exception switch
    {
        null => false,
        // 57P and 25P03: it is shutting down, starting, or has ended the session; 53: it has no more connections, memory or disk; 25006: it only reads.
        PostgresException { SqlState: ['5', '7', 'P', ..] or ['5', '3', ..] or ['0', '8', ..] or "25006" or "25P03" } => true,
        PostgresException { IsTransient: true } or ConcurrencyException or TimeoutException => true,
        PostgresException => false,
        NpgsqlException or System.Net.Sockets.SocketException => true,
        _ => IsOutage(exception.InnerException),
    };

    /// <summary>The parameter of the route or the query that could not be bound.</summary>
    private static string Unbound(HttpContext http)
    {
        // The context itself has forgotten them by now.
        var failed = http.Features.GetRequiredFeature<IExceptionHandlerFeature>();
        return failed.Endpoint?.Metadata.OfType<IParameterBindingMetadata>().FirstOrDefault(parameter =>
            (failed.RouteValues?[parameter.Name] as string ?? (string?)http.Request.Query[parameter.Name]) is { } given
            && !Reads(parameter.ParameterInfo.ParameterType, given))?.Name ?? "body";
    }

    private static bool Reads(Type type, string text)
    {
        var single = Nullable.GetUnderlyingType(type) ?? type;
        if (single == typeof(bool))
        {
            return bool.TryParse(text, out _);
        }
        object?[] arguments = [text, System.Globalization.CultureInfo.InvariantCulture, null];
        return single.GetMethod("TryParse", [typeof(string), typeof(IFormatProvider), single.MakeByRefType()]) is not { } parse || parse.Invoke(null, arguments) is true;
    }
}
