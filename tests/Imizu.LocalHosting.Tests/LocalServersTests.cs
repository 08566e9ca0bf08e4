using Imizu.Testing.Servers;
using Npgsql;
using RabbitMQ.Client;
using Xunit;

namespace Imizu.LocalHosting.Tests;

[Collection("Servers")]
public sealed class LocalServersTests(Servers servers)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LocalServers Running => servers.Running;

    [Fact]
    public async Task The_connection_strings_lead_to_real_servers()
    {
        await using var connection = new NpgsqlConnection($"{Running.PostgresConnectionString};Database=postgres");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("show max_connections", connection);
        Assert.Equal("200", await command.ExecuteScalarAsync(Cancellation));

        await using var broker = await ConnectAsync(Running.RabbitMqConnectionString);
        Assert.True(broker.IsOpen);
        Assert.True(Running.State.IsHealthy);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var guess = $"{Running.PostgresConnectionString};Database=postgres;Password=guess;Pooling=false";
        await using var connection = new NpgsqlConnection(guess);
        await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Cancellation));
    }

    [Fact]
    public async Task PostgreSQL_is_started_again_after_kill_9_with_what_was_committed()
    {
        await using var source = NpgsqlDataSource.Create($"{Running.PostgresConnectionString};Database=postgres;Pooling=false");
        await using (var create = source.CreateCommand("create table kept as select 29 as cell"))
        {
            await create.ExecuteNonQueryAsync(Cancellation);
        }

        await KillAsync("postgres");

        await using var read = source.CreateCommand("select cell from kept");
        Assert.Equal(29, await read.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task RabbitMQ_is_started_again_after_kill_9_with_its_durable_messages()
    {
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        var confirmed = new CreateChannelOptions(true, publisherConfirmationTrackingEnabled: true);
        await using (var broker = await ConnectAsync(Running.RabbitMqConnectionString))
        {
            await using var channel = await broker.CreateChannelAsync(confirmed, Cancellation);
            await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: Cancellation);
            var properties = new BasicProperties { Persistent = true };
            await channel.BasicPublishAsync("", "kept", mandatory: true, properties, new byte[] { 29 }, Cancellation);
        }

        // RabbitMQ 3.10 never finds a leader again for a quorum queue that was made in the very second of its death.
        await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
        await KillAsync("messaging");

        await using var again = await ConnectAsync(Running.RabbitMqConnectionString);
        await using var reader = await again.CreateChannelAsync(cancellationToken: Cancellation);
        var message = await Eventually.Seen(() => reader.BasicGetAsync("kept", autoAck: true, Cancellation), message => message is not null, "the message");
        Assert.Equal(29, message!.Body.Span[0]);
    }

    [Fact]
    public async Task They_stop_with_nothing_left_running_and_start_again_on_the_same_data_whatever_the_nodes_name()
    {
        using var folder = new TemporaryFolder();
        // Closed to all but ourselves, as /root is to the user that PostgreSQL runs as.
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // As if an earlier version had run here, and called its node so.
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "stack.lock"), "", Cancellation);
        Directory.CreateDirectory(Path.Combine(folder.Path, "messaging", "mnesia", "earlier@localhost"));
        string connectionString;
        await using (var first = await LocalServers.StartAsync(folder.Path, Cancellation))
        {
            connectionString = first.PostgresConnectionString;
            Assert.Contains(Workings.Of(folder.Path), command => command.Contains("beam", StringComparison.Ordinal));
        }

        Assert.Empty(Workings.Of(folder.Path));
        await using (var second = await LocalServers.StartAsync(folder.Path, Cancellation))
        {
            Assert.Equal(connectionString, second.PostgresConnectionString);
            await using var broker = await ConnectAsync(second.RabbitMqConnectionString);
        }

        Assert.Empty(Workings.Of(folder.Path));
        Assert.All(StackState.Read(folder.Path)!.Resources, resource => Assert.Equal(ResourceState.Stopped, resource.State));
        var nodes = Directory.GetDirectories(Path.Combine(folder.Path, "messaging", "mnesia"), "*@localhost");
        Assert.Equal(["earlier@localhost"], nodes.Select(Path.GetFileName));
    }

    private static Task<IConnection> ConnectAsync(string uri) =>
        new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync(Cancellation);

    private async Task KillAsync(string name)
    {
        var before = Running.State.Of(name);
        before.Process!.Send(Signal.Kill);
        await Eventually.Is(
            () => Running.State.Of(name) is { State: ResourceState.Healthy } now && now.Restarts > before.Restarts, $"{name} healthy again");
    }
}
