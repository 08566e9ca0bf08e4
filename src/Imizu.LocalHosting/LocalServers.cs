using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Imizu.LocalHosting;

/// <summary>PostgreSQL and RabbitMQ by themselves, for tests: real servers, started again where they die, and stopped at the end.</summary>
public sealed class LocalServers : IAsyncDisposable
{
    private const string Postgres = "postgres";
    private const string Messaging = "messaging";
    private const string Management = "management";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly LocalStack _stack;

    private LocalServers(LocalStack stack, IReadOnlyDictionary<string, string> connections)
    {
        _stack = stack;
        PostgresConnectionString = connections[Postgres];
        RabbitMqConnectionString = connections[Messaging];
        ManagementConnectionString = connections[Management];
    }

    /// <summary>For the superuser <c>postgres</c>, with no database named.</summary>
    public string PostgresConnectionString { get; }

    /// <summary>An amqp URI for the administrator, on the default virtual host.</summary>
    public string RabbitMqConnectionString { get; }

    /// <summary>An http URI for the administrator of the broker.</summary>
    public string ManagementConnectionString { get; }

    /// <summary>What the servers are doing.</summary>
    public StackState State => _stack.State;

    /// <summary>Starts both, and returns when both are healthy.</summary>
    /// <param name="dataFolder">Made where it is missing. What is in it from before is kept, the passwords too.</param>
    /// <param name="cancellationToken">Gives up, and stops what has been started.</param>
    /// <exception cref="StackRefusedException">They cannot run on this machine or on this folder; the message says what to do.</exception>
    /// <exception cref="TimeoutException">They aren't healthy after two minutes; the logs are in the folder.</exception>
    public static async Task<LocalServers> StartAsync(string dataFolder, CancellationToken cancellationToken = default)
    {
        var builder = new DistributedApplicationBuilder([], AppContext.BaseDirectory);
        builder.AddPostgres(Postgres);
        var rabbit = builder.AddRabbitMQ(Messaging).WithManagementPlugin();
        var (user, password) = (rabbit.Resource.GetConnectionProperty("Username"), rabbit.Resource.GetConnectionProperty("Password"));
        builder.AddConnectionString(
            Management, ReferenceExpression.Create($"http://{user}:{password}@{rabbit.GetEndpoint("management").Property(EndpointProperty.HostAndPort)}"));
        var stack = await LocalStack.StartAsync(
            builder.Resources.AsReadOnly(), builder.Configuration, dataFolder, TimeProvider.System, _ => { });
        try
        {
            await stack.Settled.WaitAsync(StartLimit, cancellationToken);
            return new(stack, StackState.ReadConnectionStrings(dataFolder));
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops both and leaves nothing running. The data stay.</summary>
    public ValueTask DisposeAsync() => _stack.DisposeAsync();
}
