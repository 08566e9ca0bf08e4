using Imizu.AccessLog;
using Imizu.Contracts.Access;
using Microsoft.AspNetCore.Http;

namespace Imizu.EventStreams.Http;

/// <summary>What services write down: what changes something, and what is read by a right of which the table of rights says so.</summary>
internal sealed class LoggedByRight : ILoggedRequests
{
    /// <inheritdoc />
    public IResult Unavailable => Problems.Unavailable();

    /// <inheritdoc />
    public IResult Invalid(string field, string because) => Problems.Invalid(field, because);

    /// <inheritdoc />
    public LoggedRequest? Of(HttpContext http) =>
        http.TakenRight() is { } right && (right.IsLogged || !HttpMethods.IsGet(http.Request.Method)) ? _ => Of(http, right) : null;

    // A request without a token is nobody's.
    private static LoggedAccess? Of(HttpContext http, Right right) => http.User.Identity is not { IsAuthenticated: true } || right.UnloggedRoles.Any(http.User.IsInRole) ? null
        : new(http.Actor(), right.Code, AccessLogEntry.MethodOf(http.Request.Method, http.TryReadDryRun(out var isDryRun, out _) && isDryRun), $"{http.Request.Path}");
}
