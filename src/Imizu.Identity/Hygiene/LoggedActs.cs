using System.Security.Claims;
using Imizu.AccessLog;
using Imizu.Contracts.Access;
using Imizu.Identity.Tokens;
using Microsoft.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Imizu.Identity.Hygiene;

/// <summary>
/// What the access log has of this service: who logged in, or failed to; what somebody set up; what an operator did with accounts; who has read the log. What
/// machines are given tokens for, all the time, it has not; that one was refused, it has.
/// </summary>
internal sealed class LoggedActs(IdentitySettings settings) : ILoggedRequests
{
    /// <summary>Whoever is not known: what was typed instead of a staff code may be a password.</summary>
    public const string Nobody = "-";

    /// <inheritdoc />
    public IResult Unavailable { get; } = Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

    /// <inheritdoc />
    public IResult Invalid(string field, string because) => Results.ValidationProblem(new Dictionary<string, string[]> { [field] = [because] }, because);

    /// <inheritdoc />
    public int StatusOf(Exception failure) => FailureStatus.Of(failure);

    /// <inheritdoc />
    public LoggedRequest? Of(HttpContext http)
    {
        var right = http.TakenRight();
        return http.TellsOfFailure() ? null
            : HttpMethods.IsPost(http.Request.Method) || TokenEndpoints.EndsSessions(http.GetEndpoint()) ? status => OfAct(http, right, status)
            : right is { IsLogged: true } ? _ => CodeOf(http.User) is { } reader ? new(reader, right.Code, http.Request.Method, $"{http.Request.Path}") : null
            : null;
    }

    private LoggedAccess? OfAct(HttpContext http, Right? right, int status)
    {
        var act = http.NotedAct() ?? (status < StatusCodes.Status400BadRequest ? null
            // Refused before anything was begun: to machines, because of the secret; to people, for want of a right, or with a form of another session.
            : TokenEndpoints.TriesSecret(http.Request.Path) ? new NotedAct(IdentityAct.GetToken, ClientIn(http))
            : new NotedAct(right?.Code ?? IdentityAct.SendForm, CodeOf(http.User)));
        return act is { Actor: { } actor } ? new(actor, act.Code, http.Request.Method, act.Path ?? $"{http.Request.Path}") : null;
    }

    // One that there is; what was sent instead may be a secret.
    private string ClientIn(HttpContext http) => http.GetOpenIddictServerRequest()?.ClientId is { } client && settings.Clients.ContainsKey(client) ? client : Nobody;

    private static string? CodeOf(ClaimsPrincipal person) => person.Identity?.IsAuthenticated is true ? person.FindFirstValue(Claims.Subject) : null;
}
