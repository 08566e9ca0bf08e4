using Imizu.Contracts.Access;
using Imizu.Testing.Browsers;
using Imizu.Testing.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServers))]
[assembly: AssemblyFixture(typeof(Browser))]

namespace Imizu.Identity.Tests;

/// <summary>The tests that share one identity service.</summary>
[CollectionDefinition(nameof(RunningIdentity))]
public sealed class SharedIdentity : ICollectionFixture<RunningIdentity>;

/// <summary>The identity service as a process, on a database of its own, with its first administrator settled in.</summary>
public sealed class RunningIdentity(TestServers servers) : IAsyncLifetime
{
    public const string WebSecret = "secret-of-the-web", FeedSecret = "secret-of-the-projection", Password = Person.Password;

    private readonly Dictionary<string, string> _settings = [];
    private ServiceProcess? _service;
    private string _database = "";
    private Person? _administrator;

    /// <summary>The address under which browsers reach it.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where the web application would be led back to.</summary>
    public static Uri Callback { get; } = new("http://localhost:5999/callback");

    public ServiceProcess Service => _service!;

    /// <summary>The service's own database.</summary>
    public string Database => _database;

    /// <summary>The first administrator, who has logged in.</summary>
    internal Person Administrator => _administrator!;

    public async ValueTask InitializeAsync()
    {
        await Begin();
        _administrator = await Person.FirstAdministrator(Address, Service.Console);
    }

    /// <summary>A new service on a new database, which nobody has logged in to.</summary>
    public async Task Begin(params IEnumerable<(string Name, string Value)> settings)
    {
        _database = await servers.NewDatabase();
        Address = new($"http://localhost:{ServiceProcess.FreePort()}");
        foreach (var (name, value) in ((string, string)[])
        [
            ("ASPNETCORE_URLS", Address.ToString()), ("Identity__Issuer", Address.ToString()), ("Identity__KeySecret", "secret-of-these-tests"), ("Identity__AttemptsPerMinute", "10000"),
            ("Clients__imizu-web__Secret", WebSecret), ("Clients__imizu-web__RedirectUris__0", Callback.ToString()), ("Clients__imizu-projection__Secret", FeedSecret), .. settings,
        ])
        {
            _settings[name] = value;
        }

        await Start();
    }

    /// <summary>kill -9, and another one on the same database.</summary>
    public async Task StartAgain(params (string Name, string Value)[] settings)
    {
        await (_service?.DisposeAsync() ?? ValueTask.CompletedTask);
        // One that does not start is none.
        _service = null;
        settings.ToList().ForEach(setting => _settings[setting.Name] = setting.Value);
        await Start();
    }

    /// <summary>The passwords that the service has printed since it started.</summary>
    public IReadOnlyList<string> PrintedPasswords() => Person.PrintedPasswords(Service.Console);

    /// <summary>The one password that the service has printed.</summary>
    public string PrintedPassword() => Assert.Single(PrintedPasswords());

    /// <inheritdoc cref="Person.NewStaff" />
    internal Task<(Person Person, string Password)> NewStaff(params string[] roles) => Administrator.NewStaff(roles);

    /// <inheritdoc cref="Person.NewSettledStaff" />
    internal Task<Person> NewSettledStaff(params string[] roles) => Administrator.NewSettledStaff(roles);

    public async ValueTask DisposeAsync()
    {
        _administrator?.Dispose();
        await (_service?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task Start() => _service = await ServiceProcess.Start("Imizu.Identity", _database, "", TestContext.Current.CancellationToken, settings: _settings);
}
