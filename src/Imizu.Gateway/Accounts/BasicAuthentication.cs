using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Imizu.Gateway.Accounts;

/// <summary>A name and a password with each request (RFC 7617): what any system and any tool can send.</summary>
internal sealed partial class BasicAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, AccountStore accounts, OperatorCredential theOperator)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name, here and in the header.</summary>
    public const string Name = "Basic";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.ToString() is not { Length: > 0 } header)
        {
            return AuthenticateResult.NoResult();
        }
        if (Read(header) is not var (name, password))
        {
            return AuthenticateResult.Fail("The header Authorization cannot be read.");
        }
        if (theOperator.Is(name, password))
        {
            return Ticket(name, Policies.Operator);
        }
        if (await accounts.Authenticate(name, password, Context.RequestAborted) is { } account)
        {
            return Ticket(account.Name, Policies.RoleOf(account.Kind));
        }
        // Not what was typed as a name: it may be a password.
        LogRefused(Context.Connection.RemoteIpAddress?.ToString());
        return AuthenticateResult.Fail("No such name and password.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = $"{Name} realm=\"imizu\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }

    private static (string Name, string Password)? Read(string header)
    {
        try
        {
            return AuthenticationHeaderValue.TryParse(header, out var value) && Name.Equals(value.Scheme, StringComparison.OrdinalIgnoreCase)
                && Encoding.UTF8.GetString(Convert.FromBase64String(value.Parameter ?? "")).Split(':', 2) is [var name, var password]
                ? (name, password)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static AuthenticateResult Ticket(string name, string role) => AuthenticateResult.Success(new AuthenticationTicket(
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role)], Name)), Name));

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "A name and password from {Address} were refused")]
    private partial void LogRefused(string? address);
}
