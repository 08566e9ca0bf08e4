using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imizu.Gateway.Tests.Mix;
using Imizu.Testing.Servers;
using Npgsql;
using RabbitMQ.Client;

namespace Imizu.Benchmarks.Tallies;

/// <summary>A sender, and what it connects with.</summary>
internal sealed record CitySender(MixSender Mix, string Password);

/// <summary>The services that tallies go through, as processes, and those who send.</summary>
internal sealed class TallyCity : IAsyncDisposable
{
    private const string Tallied = "jp.imizu.field-tallies.measure-tallied.v1";

    private readonly List<IAsyncDisposable> _running = [];
    private readonly HttpClient _management = new();
    private ServiceProcess _community = null!;
    private HttpClient _operator = null!;
    private NpgsqlDataSource _store = null!;
    private string _broker = "";
    private int _rounds;

    public static async Task<TallyCity> Start(RunningStack servers, CancellationToken cancellationToken)
    {
        var city = new TallyCity { _broker = servers.Broker };
        var management = new Uri(servers.Management);
        city._management.BaseAddress = new Uri($"http://{management.Authority}");
        city._management.DefaultRequestHeaders.Authorization = Basic(Uri.UnescapeDataString(management.UserInfo));
        city._community = await city.Service("Imizu.CommunityBuilding", "community", [], servers, cancellationToken);
        var gateway = await city.Service("Imizu.Gateway", "gateway", new()
        {
            ["ConnectionStrings__management"] = servers.Management,
            ["services__community-building__http__0"] = city._community.Http.BaseAddress!.ToString(),
        }, servers, cancellationToken);
        city._operator = gateway.Http;
        return city;
    }

    public async Task<IReadOnlyList<CitySender>> NewSenders(int count, int measuresEach, CancellationToken cancellationToken)
    {
        _rounds++;
        var senders = new List<CitySender>();
        for (var n = 0; n < count; n++)
        {
            var (name, programme, other) = ($"sender-{_rounds}-{n}", $"事業{_rounds}の{n}", $"事業{_rounds}の{(n + 1) % count}");
            var flows = Enumerable.Range(0, measuresEach).Select(measure => $"m-{_rounds}-{n}-{measure}").ToList();
            foreach (var flow in flows)
            {
                await Register(flow, programme, "flow", cancellationToken);
            }
            await Register($"r-{_rounds}-{n}", programme, "ratio", cancellationToken);
            await Register($"t-{_rounds}-{n}", programme, "flow", cancellationToken);
            using var april = await _community.Post($"/measures/t-{_rounds}-{n}/tallies", new { from = "2024-04-01", to = "2024-04-30", value = 1 }, cancellationToken);
            april.EnsureSuccessStatusCode();
            using var answer = await _operator.PutAsJsonAsync($"/accounts/{name}", new { kind = "sender", programmes = new[] { programme } }, cancellationToken);
            var password = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("password").GetString()!;
            senders.Add(new CitySender(
                new MixSender(name, programme, flows, $"r-{_rounds}-{n}", $"t-{_rounds}-{n}", other, $"m-{_rounds}-{(n + 1) % count}-0"), password));
        }
        return senders;
    }

    public async Task Publish(CitySender sender, IReadOnlyList<MixMessage> messages, CancellationToken cancellationToken)
    {
        var broker = new UriBuilder(_broker) { UserName = sender.Mix.Name, Password = sender.Password };
        await using var connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, null, null), cancellationToken);
        foreach (var window in messages.Chunk(200))
        {
            await Task.WhenAll(window.Select(message => channel.BasicPublishAsync(
                "imizu.field-tallies", "tally", mandatory: true,
                new BasicProperties { UserId = sender.Mix.Name, MessageId = message.Id, Persistent = true }, message.Body, cancellationToken).AsTask()));
        }
    }

    public async Task<long> Recorded(CancellationToken cancellationToken)
    {
        await using var count = _store.CreateCommand($"select count(*) from mt_events where type = '{Tallied}'");
        return (long)(await count.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<long> Kept(CancellationToken cancellationToken) =>
        (await _operator.GetFromJsonAsync<JsonElement>("/dead-letters?limit=1", cancellationToken)).GetProperty("total").GetInt64();

    /// <summary>Messages in both queues, given out or not.</summary>
    public async Task<long> Held(CancellationToken cancellationToken)
    {
        var queues = await _management.GetFromJsonAsync<JsonElement>("/api/queues", cancellationToken);
        return queues.EnumerateArray().Where(queue => queue.GetProperty("name").GetString()!.StartsWith("imizu.field-tallies", StringComparison.Ordinal))
            .Sum(queue => queue.TryGetProperty("messages", out var messages) ? messages.GetInt64() : 1);
    }

    /// <exception cref="InvalidOperationException">One is missing, or there twice.</exception>
    public async Task EachOnce(IReadOnlyList<CitySender> senders, int goodEach, CancellationToken cancellationToken)
    {
        foreach (var mix in senders.Select(sender => sender.Mix))
        {
            await using var read = _store.CreateCommand($"select stream_id, data ->> 'from', (data ->> 'value')::int from mt_events where type = '{Tallied}' and stream_id = any($1)");
            read.Parameters.AddWithValue(mix.Flows.Select(flow => $"measure/{flow}").ToArray());
            var there = new List<(string, string, int)>();
            await using var reader = await read.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                there.Add((reader.GetString(0), reader.GetString(1), reader.GetInt32(2)));
            }
            var sent = Enumerable.Range(0, goodEach).Select(n => TallyMix.Good(mix, n)).Select(good => ($"measure/{good.Measure}", $"{good.Day:yyyy-MM-dd}", good.Value));
            if (!there.Order().SequenceEqual(sent.Order()))
            {
                throw new InvalidOperationException($"{mix.Name}: {there.Count} tallies are in the streams, and not each of {goodEach} exactly once.");
            }
        }
    }

    /// <exception cref="InvalidOperationException">One is missing, or is kept with another reason.</exception>
    public async Task EachWithItsReason(IReadOnlyList<MixMessage> bad, CancellationToken cancellationToken)
    {
        var letters = new Dictionary<string, (string Field, string Reason)>();
        for (var page = 1; ; page++)
        {
            var found = (await _operator.GetFromJsonAsync<JsonElement>($"/dead-letters?limit=1000&page={page}", cancellationToken)).GetProperty("letters");
            foreach (var letter in found.EnumerateArray())
            {
                letters.Add(letter.GetProperty("messageId").GetString()!, (letter.GetProperty("field").GetString()!, letter.GetProperty("reason").GetString()!));
            }
            if (found.GetArrayLength() < 1000)
            {
                break;
            }
        }
        var wrong = bad.Where(message => !letters.TryGetValue(message.Id, out var kept) || kept.Field != message.Bad!.Field || !kept.Reason.Contains(message.Bad.Saying, StringComparison.Ordinal)).ToList();
        if (wrong.Count > 0)
        {
            throw new InvalidOperationException($"{wrong.Count} bad ones are not kept as they should be; the first is {wrong[0].Id}, {wrong[0].Bad!.Name}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _management.Dispose();
        foreach (var one in Enumerable.Reverse(_running))
        {
            await one.DisposeAsync();
        }
    }

    private async Task<ServiceProcess> Service(string project, string name, Dictionary<string, string> settings, RunningStack servers, CancellationToken cancellationToken)
    {
        var database = await ServiceDatabase.Create(servers.Postgres, name, cancellationToken);
        _running.Add(database);
        if (name == "community")
        {
            _store = NpgsqlDataSource.Create(database.Connection);
            _running.Add(_store);
        }
        var service = await ServiceProcess.Start(project, database.Connection, servers.Broker, cancellationToken, settings: settings);
        _running.Add(service);
        return service;
    }

    private async Task Register(string code, string programme, string kind, CancellationToken cancellationToken)
    {
        var body = new { on = "2024-04-01", programme, measure = "相談件数", unit = "件", kind, table = "fieldConsultation", order = 1 };
        using var answer = await _community.Post($"/measures/{code}/registration", body, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static AuthenticationHeaderValue Basic(string credential) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credential)));
}
