using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using Imizu.Contracts.Access;
using Imizu.EventStreams.Http;
using Imizu.ServiceDefaults.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Imizu.Gateway.Accounts;

/// <summary>Authenticates requests by HTTP Basic authentication (RFC 7617): the accounts of other systems. People, and machines that have a client at the provider, send a token.</summary>
internal sealed partial class BasicAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, AccountStore accounts, WrongPasswords wrong)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string Name = "Basic";

    private static readonly object TooMany = new();

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
        if (wrong.AreTooMany(Context, name))
        {
            Context.Items[TooMany] = true;
            return AuthenticateResult.Fail("Too many wrong passwords.");
        }
        if (await accounts.Authenticate(name, password, Context.RequestAborted) is { } account)
        {
            return AuthenticateResult.Success(new(Person.Of(account.Name, [account.Kind == AccountKind.Sender ? Role.Sender : Role.FeedReader], Name), Name));
        }
        wrong.Count(Context, name);
        // The name is not logged: a caller may have entered a password there.
        LogRefused(Context.Connection.RemoteIpAddress?.ToString());
        return AuthenticateResult.Fail("No such name and password.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Context.Items.ContainsKey(TooMany))
        {
            Response.Headers.RetryAfter = $"{WrongPasswords.Window.TotalSeconds:0}";
            return Problems.Invalid("Authorization", $"違うパスワードが続いたため、{WrongPasswords.Window.TotalSeconds:0} 秒は確かめません。パスワードを確かめ、待ってから送ってください。",
                StatusCodes.Status429TooManyRequests).ExecuteAsync(Context);
        }
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

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Basic authentication failed for a request from {Address}")]
    private partial void LogRefused(string? address);
}
