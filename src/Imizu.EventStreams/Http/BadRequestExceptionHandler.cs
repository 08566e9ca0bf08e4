using Imizu.EventStreams.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

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
            _ when Outage.Is(exception) => Problems.Unavailable(),
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }
        await problem.ExecuteAsync(httpContext);
        return true;
    }

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
