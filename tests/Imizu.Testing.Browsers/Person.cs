using System.Net;
using System.Text.RegularExpressions;
using Imizu.Contracts.Access;
using OtpNet;
using Xunit;

namespace Imizu.Testing.Browsers;

/// <summary>What somebody gets to see.</summary>
public sealed record Seen(HttpStatusCode Status, string Text, string? Location);

/// <summary>Somebody with a browser that runs no script: it keeps cookies and fills in forms, and follows nothing by itself.</summary>
public sealed partial class Person(Uri address, string code) : IDisposable
{
    private readonly HttpClient _http = NewBrowser(address);
    private string _token = "";

    /// <summary>The password that everybody chooses.</summary>
    public const string Password = "tsuki no ura no uma 7";

    /// <summary>The staff code.</summary>
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

    /// <summary>Asks for a page.</summary>
    public Task<Seen> Get(string path) => See(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Sends the form of the page that was seen last.</summary>
    public Task<Seen> Send(string path, params (string Name, string Value)[] fields) => See(new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), new("__RequestVerificationToken", _token)]),
    });

    /// <summary>Logs in with a password, as far as that leads.</summary>
    public async Task<Seen> LogIn(string password, string? returnUrl = null)
    {
        await Get("/log-in");
        return await Send("/log-in", [("Code", code), ("Password", password), .. returnUrl is null ? [] : (IEnumerable<(string, string)>)[("ReturnUrl", returnUrl)]]);
    }

    /// <summary>Goes on with a code of the authenticator app.</summary>
    public async Task<Seen> SecondFactor(string appCode)
    {
        await Get("/second-factor");
        return await Send("/second-factor", ("Code", appCode));
    }

    /// <summary>Goes on with a recovery code instead.</summary>
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
        Assert.Equal("/", (await Send("/password", ("Current", password), ("New", Password), ("Again", Password))).Location);
        Assert.Equal("/set-up", (await Get("/")).Location);
        ScanKey(AppKey().Match((await Get("/authenticator")).Text).Groups[1].Value);
        var registered = await Send("/authenticator", ("Code", AppCode(-1)));
        // Where half a minute began in between, it was one code older than is taken.
        registered = registered.Location is null ? await Send("/authenticator", ("Code", AppCode(-1))) : registered;
        Assert.Equal("/recovery-codes", registered.Location);
        await Get("/recovery-codes");
        RecoveryCodes = [.. ListedCode().Matches((await Send("/recovery-codes")).Text).Select(found => found.Groups[1].Value)];
        Assert.Equal(10, RecoveryCodes.Count);
    }

    /// <summary>The first administrator, settled in by the password that the service has printed to its console.</summary>
    public static async Task<Person> FirstAdministrator(Uri address, string console)
    {
        var first = new Person(address, "staff-01");
        await first.SettleIn(Assert.Single(PrintedPasswords(console)));
        return first;
    }

    /// <summary>A new member of staff, with the password that this one, who manages accounts, was shown.</summary>
    public async Task<(Person Person, string Password)> NewStaff(params IReadOnlyList<string> roles)
    {
        var added = $"s-{Guid.NewGuid():N}"[..12];
        await Get("/staff/new");
        var made = await Send("/staff/new", [("Code", added), .. roles.Select(role => ("Roles", role))]);
        Assert.Equal($"/staff/{added}", made.Location);
        return (new Person(address, added), Shown().Match((await Get(made.Location!)).Text).Groups[1].Value);
    }

    /// <summary>A new member of staff who has a password and an authenticator, and has logged in.</summary>
    public async Task<Person> NewSettledStaff(params IReadOnlyList<string> roles)
    {
        var (person, password) = await NewStaff(roles is [] ? [Role.RecorderConsultation] : roles);
        await person.SettleIn(password);
        return person;
    }

    /// <summary>The same person at another browser.</summary>
    public Person Elsewhere() => new(address, code) { Key = Key, RecoveryCodes = RecoveryCodes };

    /// <summary>Whether the browser is logged in.</summary>
    public async Task<bool> IsIn() => (await Get("/")).Status == HttpStatusCode.OK;

    /// <inheritdoc />
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

    /// <summary>The first administrator's passwords that a console has.</summary>
    public static IReadOnlyList<string> PrintedPasswords(string console) => [.. Printed().Matches(console).Select(found => found.Groups[1].Value)];

    [GeneratedRegex(@"パスワード (\S+) を使って")]
    private static partial Regex Printed();

    [GeneratedRegex(@"id=""one-time-password"">([^<]+)<")]
    private static partial Regex Shown();

    [GeneratedRegex("<li><code>([^<]+)</code>")]
    private static partial Regex ListedCode();
}
