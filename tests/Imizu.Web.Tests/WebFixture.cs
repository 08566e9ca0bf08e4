using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Testing.Browsers;
using Imizu.Testing.Servers;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Imizu.Web.Tests;

/// <summary>The tests that share one stack.</summary>
[CollectionDefinition(nameof(WebFixture))]
public sealed class SharedStack : ICollectionFixture<WebFixture>;

/// <summary>The whole stack, with fiscal 2024 loaded, and its first administrator settled in.</summary>
public sealed class WebFixture(Browser browser) : IAsyncLifetime
{
    private readonly HashSet<string> _homes = [];
    private RunningStack? _stack;
    private Person? _administrator;

    public RunningStack Stack => _stack!;

    /// <summary>Asks services as a machine that may do everything.</summary>
    public HttpClient Http { get; private set; } = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Uri Web => new($"http://localhost:{Stack.Services["web"].Port}");

    private Uri Identity => new($"http://localhost:{Stack.Services["identity"].Port}");

    public async ValueTask InitializeAsync()
    {
        _stack = await RunningStack.Start(Cancelled);
        Http = Stack.Client();
        Http.Timeout = Timeout.InfiniteTimeSpan;
        using var loaded = await Http.PostAsync(new Uri(Stack.Services["operations"], "/history"), content: null, Cancelled);
        Assert.True(loaded.IsSuccessStatusCode, await loaded.Content.ReadAsStringAsync(Cancelled));
        _administrator = await Person.FirstAdministrator(Identity, await File.ReadAllTextAsync(Path.Combine(Stack.Folder, "logs", "identity.log"), Cancelled));
    }

    /// <summary>Somebody new with these roles, logged in to the pages in a browser of their own.</summary>
    public async Task<(OpenPage Open, Person Person)> LogIn(params IReadOnlyList<string> roles)
    {
        var (open, person) = await LogIn(scripts: true, roles);
        // Which is another for each role, and needs to be looked at once.
        if (_homes.Add(string.Join(' ', roles)))
        {
            await open.Sees("ホーム");
        }
        return (open, person);
    }

    /// <summary>The same, with or without scripts.</summary>
    public async Task<(OpenPage Open, Person Person)> LogIn(bool scripts, IReadOnlyList<string> roles)
    {
        var person = await _administrator!.NewSettledStaff(roles);
        var open = await browser.Open(Web, [Identity], scripts);
        await open.Page.GotoAsync("/");
        await open.Enter(person, step: 0);
        await open.IsAt("ホーム");
        return (open, person);
    }

    /// <summary>A client of the gateway, as a new system that sends the tallies of a programme.</summary>
    public async Task<HttpClient> NewSender(string name, string programme)
    {
        using var made = await Http.PutAsJsonAsync(new Uri(Stack.Services["gateway"], $"/accounts/{name}"), new { kind = "sender", programmes = new[] { programme } }, Cancelled);
        return HttpBasic.Client(Stack.Services["gateway"], name, (await made.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("password").GetString()!);
    }

    /// <summary>A page of a service, in the browser of whoever has logged in nowhere.</summary>
    public Task<OpenPage> OpenStranger(Uri service) => browser.Open(service);

    /// <summary>What a service tells.</summary>
    public async Task<T> Read<T>(string service, string path) => (await Http.GetFromJsonAsync<T>(new Uri(Stack.Services[service], path), ContractJson.Options, Cancelled))!;

    public async ValueTask DisposeAsync()
    {
        _administrator?.Dispose();
        Http?.Dispose();
        await (_stack?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}

/// <summary>What several tests do.</summary>
internal static class Recorded
{
    /// <summary>A file to choose.</summary>
    public static FilePayload Csv(string name, string text) => new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };

    /// <summary>A new case, received on a day; answers its page's path.</summary>
    public static async Task<string> Receive(this OpenPage open, string on)
    {
        await open.Page.GotoAsync("/records/cases/new");
        await open.Fill("実施日", on);
        await open.Page.GetByLabel("家族・親族").CheckAsync();
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("相談受付 を記録しました");
        return new Uri(open.Page.Url).AbsolutePath;
    }
}
