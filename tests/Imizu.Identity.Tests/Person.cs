using System.Net;
using System.Text.RegularExpressions;
using OtpNet;
using Xunit;

namespace Imizu.Identity.Tests;

/// <summary>What somebody gets to see.</summary>
internal sealed record Seen(HttpStatusCode Status, string Text, string? Location);

/// <summary>Somebody with a browser that runs no script: it keeps cookies and fills in forms, and follows nothing by itself.</summary>
internal sealed partial class Person(Uri address, string code) : IDisposable
{
    private readonly HttpClient _http = NewBrowser(address);
    private string _token = "";

    public string Code => code;

    /// <summary>The key in the authenticator app.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The recovery codes that were shown.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>What the authenticator app shows, so many steps from now. Each is good once: a test uses -1, 0, 1 in that order.</summary>
    public string AppCode(int steps) => new Totp(Base32Encoding.ToBytes(Key)).ComputeTotp(DateTime.UtcNow.AddSeconds(30 * steps));

    /// <summary>Takes a key into the authenticator app.</summary>
    public void ScanKey(string key) => Key = key.Replace(" ", "");

    public Task<Seen> Get(string path) => See(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Sends the form of the page that was seen last.</summary>
    public Task<Seen> Send(string path, params (string Name, string Value)[] fields) => See(new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), new("__RequestVerificationToken", _token)]),
    });

    public async Task<Seen> LogIn(string password, string? returnUrl = null)
    {
        await Get("/log-in");
        return await Send("/log-in", [("Code", code), ("Password", password), .. returnUrl is null ? [] : (IEnumerable<(string, string)>)[("ReturnUrl", returnUrl)]]);
    }

    public async Task<Seen> SecondFactor(string appCode)
    {
        await Get("/second-factor");
        return await Send("/second-factor", ("Code", appCode));
    }

    public async Task<Seen> Recover(string recoveryCode)
    {
        await Get("/second-factor");
        return await Send("/second-factor?handler=Recovery", ("RecoveryCode", recoveryCode));
    }

    /// <summary>Logs in for the first time: another password, an authenticator, recovery codes.</summary>
    public async Task SettleIn(string password)
    {
        Assert.Equal("/", (await LogIn(password)).Location);
        Assert.Equal("/password", (await Get("/")).Location);
        await Get("/password");
        Assert.Equal("/", (await Send("/password", ("Current", password), ("New", RunningIdentity.Password), ("Again", RunningIdentity.Password))).Location);
        Assert.Equal("/set-up", (await Get("/")).Location);
        ScanKey(AppKey().Match((await Get("/authenticator")).Text).Groups[1].Value);
        Assert.Equal("/recovery-codes", (await Send("/authenticator", ("Code", AppCode(-1)))).Location);
        await Get("/recovery-codes");
        RecoveryCodes = [.. ListedCode().Matches((await Send("/recovery-codes")).Text).Select(found => found.Groups[1].Value)];
        Assert.Equal(10, RecoveryCodes.Count);
    }

    /// <summary>The same person at another browser.</summary>
    public Person Elsewhere() => new(address, code) { Key = Key, RecoveryCodes = RecoveryCodes };

    /// <summary>Whether the browser is logged in.</summary>
    public async Task<bool> IsIn() => (await Get("/")).Status == HttpStatusCode.OK;

    public void Dispose() => _http.Dispose();

    private async Task<Seen> See(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await _http.SendAsync(request, Cancelled);
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancelled));
            if (Token().Match(text) is { Success: true } found)
            {
                _token = found.Groups[1].Value;
            }

            return new(answer.StatusCode, text, answer.Headers.Location is { IsAbsoluteUri: true } away && away.Authority == address.Authority ? away.PathAndQuery : answer.Headers.Location?.OriginalString);
        }
    }

    private static HttpClient NewBrowser(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.Add("Accept", "text/html");
        return http;
    }

    [GeneratedRegex("""name="antiforgery" content="([^"]+)">""")]
    private static partial Regex Token();

    [GeneratedRegex("""id="key">([^<]+)<""")]
    private static partial Regex AppKey();

    [GeneratedRegex("<li><code>([^<]+)</code>")]
    private static partial Regex ListedCode();
}
