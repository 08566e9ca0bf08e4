using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts.Access;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>The log of who did and saw what.</summary>
public sealed class AccessLogTests(TestServers servers) : IAsyncLifetime
{
    private string _database = "";
    private ServiceProcess _service = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.NewDatabase();
        _service = await ServiceProcess.Start("Imizu.Consultation", _database, await servers.NewBroker(), Cancelled);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Commands_refused_or_not_and_reads_of_cases_are_in_it_with_who_and_what_and_no_content()
    {
        var path = $"/cases/{Guid.NewGuid()}";
        using var desk = _service.As("staff-07", Role.RecorderConsultation);
        using var auditor = _service.As("staff-09", Role.Auditor);
        using var nobody = new HttpClient { BaseAddress = _service.Http.BaseAddress };

        await desk.PostAsJsonAsync($"{path}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        await desk.PostAsJsonAsync($"{path}/plan", new { on = "2024-04-01" }, Cancelled);
        await desk.PostAsJsonAsync($"{path}/outline", new { on = "not a day", text = "秘密" }, Cancelled);
        await auditor.PostAsJsonAsync($"{path}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        await nobody.PostAsJsonAsync($"{path}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        await auditor.GetAsync(path, Cancelled);
        await desk.GetAsync("/access-log", Cancelled);
        await auditor.GetAsync("/events", Cancelled);
        var log = await auditor.GetFromJsonAsync<JsonElement>($"/access-log?path={path}", Cancelled);

        Assert.Equal(
            [
                $"staff-07 cases.record POST {path}/receipt 201", $"staff-07 cases.record POST {path}/plan 409", $"staff-07 cases.record POST {path}/outline 400",
                $"staff-09 cases.record POST {path}/receipt 403", $"staff-09 cases.read GET {path} 200",
            ],
            log.EnumerateArray().Select(Told));
        Assert.All(log.EnumerateArray(), one => Assert.Equal("127.0.0.1", one.GetProperty("entry").GetProperty("from").GetString()));
        Assert.DoesNotContain("秘密", log.GetRawText(), StringComparison.Ordinal);
        // Who has looked at it is in it too, and who was not let to.
        Assert.Equal(
            ["staff-07 access-log.read GET /access-log 403", "staff-09 access-log.read GET /access-log 200"],
            (await auditor.GetFromJsonAsync<JsonElement>("/access-log?path=/access-log", Cancelled)).EnumerateArray().Select(Told));
        var csv = await auditor.GetStringAsync($"/access-log?format=csv&actor=staff-07&path={path}", Cancelled);
        Assert.Equal(["番号,日時,職員コード,操作,方法,対象,発信元,結果", "1", "2", "3"], csv.Trim('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select((line, n) => n == 0 ? line : line.Split(',')[0]));
    }

    [Fact]
    public async Task What_is_changed_or_taken_out_afterwards_is_named()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _service.Post($"/cases/{Guid.NewGuid()}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled)));
        Assert.Equal((40, null), await Check());
        await Assert.ThrowsAsync<PostgresException>(() => Execute("update access.log set actor = 'somebody-else' where number = 7"));
        await Assert.ThrowsAsync<PostgresException>(() => Execute("delete from access.log where number = 7"));

        await Execute("alter table access.log disable trigger all; create table kept as select * from access.log; update access.log set actor = 'somebody-else' where number = 7");
        var changed = await Check();
        await Execute("update access.log set actor = 'test' where number = 7");
        var restored = await Check();
        await Execute("delete from access.log where number = 9");
        var cut = await Check();

        Assert.Equal((6, (40, null)), (changed.Count, restored));
        Assert.Contains("Entry 7 ", changed.Fault, StringComparison.Ordinal);
        Assert.Contains("Entry 9 is missing", cut.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_answered_with_503_and_shows_nothing()
    {
        var path = $"/cases/{Guid.NewGuid()}";
        using var received = await _service.Post($"{path}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        await Execute("alter table access.log rename to gone");

        using var recorded = await _service.Post($"{path}/consent", new { on = "2024-05-02" }, Cancelled);
        using var read = await _service.Http.GetAsync(path, Cancelled);
        using var refused = await _service.Post($"{path}/consent", new { on = "no day" }, Cancelled);
        await Execute("alter table access.gone rename to log");
        using var after = await _service.Http.GetAsync(path, Cancelled);

        foreach (var answer in (HttpResponseMessage[])[recorded, read, refused])
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json", true), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Headers.RetryAfter is not null));
            Assert.DoesNotContain("entries", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal((2, null), await Check());
        await Eventually.Is(() => _service.Console.Contains("could not be written", StringComparison.Ordinal), "it is logged", () => _service.Console);
    }

    [Fact]
    public async Task While_the_whole_log_is_checked_and_read_others_are_answered()
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var connection = await source.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        // What vacuum takes, which would hold up whoever locked the table.
        await using (var vacuuming = new NpgsqlCommand("lock table access.log in share update exclusive mode", connection))
        {
            await vacuuming.ExecuteNonQueryAsync(Cancelled);
        }
        var checks = Enumerable.Range(0, 8).Select(_ => _service.Http.GetStringAsync("/access-log/check", Cancelled)).ToList();

        using var answer = await _service.Post($"/cases/{Guid.NewGuid()}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await Task.WhenAll(checks);
    }

    [Fact]
    public async Task Two_processes_write_one_chain()
    {
        await using var other = await ServiceProcess.Start("Imizu.Consultation", _database, await servers.NewBroker(), Cancelled);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(n => (n % 2 == 0 ? _service : other).Post($"/cases/{Guid.NewGuid()}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled)));

        Assert.Equal((100, null), await Check());
    }

    private static string Told(JsonElement one)
    {
        var entry = one.GetProperty("entry");
        return string.Join(' ', ((string[])["actor", "right", "method", "path", "status"]).Select(member => $"{entry.GetProperty(member)}"));
    }

    private async Task<(long Count, string? Fault)> Check()
    {
        var check = await _service.Http.GetFromJsonAsync<JsonElement>("/access-log/check", Cancelled);
        return (check.GetProperty("count").GetInt64(), check.TryGetProperty("fault", out var fault) ? fault.GetString() : null);
    }

    private async Task Execute(string statement)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
