using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Imizu.Cli.Loading;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.LocalHosting;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.EndToEnd.Tests.Operating;

/// <summary>What was backed up comes back whole, or not at all.</summary>
[Collection(nameof(StackFixture))]
public sealed class BackupTests(StackFixture stack) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("imizu-backup-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Backup => Path.Combine(_folder, "imizu.backup");

    private string Restored => Path.Combine(_folder, "restored");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_restored_stack_reports_byte_for_byte_the_same_and_goes_on()
    {
        await Receive(2002, 1);
        await stack.ReportOnce(2002, report => report.Consultation.Indicators[0].Result == 1);
        var before = await ReportText(stack.Stack);
        await Done("backup", Backup, "--data", stack.Stack.Folder);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
        Assert.Contains("never overwrites", await Refused("backup", Backup, "--data", stack.Stack.Folder));
        await Done("restore", Backup, "--data", Restored);
        Assert.Empty(PasswordsOf(Restored).Intersect(PasswordsOf(stack.Stack.Folder)));

        await using var restored = await RunningStack.Start(Cancelled, Restored);
        Assert.Equal(before, await ReportText(restored));
        var position = await LastPosition(restored);
        Assert.Equal(HttpStatusCode.Created, await Receive(restored, 2002, 2));
        Assert.True(await LastPosition(restored) > position);
        await Until(async () => JsonSerializer.Deserialize<AnnualReport>(await ReportText(restored), ContractJson.Options)!.Consultation.Indicators[0].Result == 2);
        // The new broker takes in what the service announces: the announcer goes on only over what was confirmed.
        await Until(async () => await AnnouncedPosition(restored) > position);
        Assert.Contains("never overwrites", await Refused("restore", Backup, "--data", Restored));
        Assert.True(restored.State.IsHealthy);

        Assert.Contains("Stopped.", await Done("down", "--data", Restored));
        Assert.False(StackState.Read(Restored)!.IsRunning);
    }

    [Fact]
    public async Task A_backup_taken_while_events_are_recorded_is_of_one_state()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        await Receive(2003, 1);
        var recording = RecordUntil(enough.Token);
        await Done("backup", Backup, "--data", stack.Stack.Folder);
        await enough.CancelAsync();
        Assert.True(await recording > 1);

        // Which verifies what it has restored.
        var output = await Done("restore", Backup, "--data", Restored);
        Assert.Contains("the journal has all", output);
        Assert.Contains("says what the live figures say", output);
    }

    [Fact]
    public async Task A_file_that_is_not_whole_is_refused_and_nothing_is_changed()
    {
        await Done("backup", Backup, "--data", stack.Stack.Folder);
        var whole = await File.ReadAllBytesAsync(Backup, Cancelled);
        long middleOfDump;
        using (var archive = ZipFile.OpenRead(Backup))
        {
            middleOfDump = archive.GetEntry("projection.dump")!.Length / 2;
        }
        var manifest = whole.AsSpan().IndexOf("\"format\": 1"u8);
        foreach (var damaged in new[] { Flipped(whole, middleOfDump), Flipped(whole, manifest + 2), whole[..^100], whole[..(whole.Length / 2)], [] })
        {
            await File.WriteAllBytesAsync(Backup, damaged, Cancelled);
            Assert.Contains("damaged", await Refused("restore", Backup, "--data", Restored));
            Assert.Equal([Backup], Directory.GetFileSystemEntries(_folder));
        }
        Assert.Contains("cannot be read", await Refused("restore", Backup + ".none", "--data", Restored));
    }

    [Fact]
    public async Task A_backup_that_is_broken_off_leaves_nothing()
    {
        await using var connection = new NpgsqlConnection(stack.Stack.DatabaseOf(Services.Outreach));
        await connection.OpenAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        // So that it comes no further than here.
        await using (var hold = new NpgsqlCommand("lock table mt_event_progression in access exclusive mode", connection))
        {
            await hold.ExecuteNonQueryAsync(Cancelled);
        }
        var backup = CommandLineRun.Start("backup", Backup, "--data", stack.Stack.Folder);
        await Until(async () => Directory.GetFiles(_folder).Length == 1 && await IsWaiting("pg_dump"));
        using (var stop = Process.Start("kill", ["-s", "TERM", $"{backup.Id}"]))
        {
            await stop.WaitForExitAsync(Cancelled);
        }

        Assert.NotEqual(0, (await CommandLineRun.Ended(backup)).Exit);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        await transaction.RollbackAsync(Cancelled);
        await Until(async () => !await IsWaiting("pg_dump"));
    }

    private async Task<bool> IsWaiting(string program)
    {
        await using var connection = new NpgsqlConnection(stack.Stack.DatabaseOf(Services.Outreach));
        await connection.OpenAsync(Cancelled);
        await using var look = new NpgsqlCommand(
            "select count(*) from pg_stat_activity where application_name = $1 and datname = current_database()", connection) { Parameters = { new() { Value = program } } };
        return (long)(await look.ExecuteScalarAsync(Cancelled))! > 0;
    }

    private static byte[] Flipped(byte[] bytes, long at)
    {
        var damaged = bytes.ToArray();
        damaged[at] ^= 1;
        return damaged;
    }

    private async Task<int> RecordUntil(CancellationToken enough)
    {
        for (var number = 2; ; number++)
        {
            if (enough.IsCancellationRequested)
            {
                return number - 1;
            }
            await Receive(2003, number);
        }
    }

    private async Task Receive(int year, int number) => Assert.Equal(HttpStatusCode.Created, await Receive(stack.Stack, year, number));

    private async Task<HttpStatusCode> Receive(RunningStack at, int year, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(at.Services[Services.Consultation], $"/cases/0198c1d2-{year}-7000-8000-{number:x12}/receipt"))
        {
            Content = new StringContent($$"""{"on":"{{year}}-05-01","route":"person"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
            Headers = { { "Imizu-Actor", "test" } },
        };
        using var answer = await stack.Http.SendAsync(request, Cancelled);
        return answer.StatusCode;
    }

    private Task<string> ReportText(RunningStack at) => stack.Http.GetStringAsync(new Uri(at.Services[Services.Projection], "/reports/2002"), Cancelled);

    /// <summary>The consultation service's, by its own store.</summary>
    private static Task<long> LastPosition(RunningStack at) => Ask(at, "select max(seq_id) from mt_events");

    private static Task<long> AnnouncedPosition(RunningStack at) =>
        Ask(at, "select min(last_seq_id) from mt_event_progression where name <> 'HighWaterMark'");

    private static async Task<long> Ask(RunningStack at, string question)
    {
        await using var connection = new NpgsqlConnection(at.DatabaseOf(Services.Consultation));
        await connection.OpenAsync(Cancelled);
        await using var last = new NpgsqlCommand(question, connection);
        return (long)(await last.ExecuteScalarAsync(Cancelled))!;
    }

    private static IEnumerable<string> PasswordsOf(string folder) =>
        StackState.ReadConnectionStrings(folder).Where(connection => connection.Key.EndsWith("-database", StringComparison.Ordinal))
            .Select(connection => new NpgsqlConnectionStringBuilder(connection.Value).Password!);

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            Assert.True(tries < 300, "It has not become so within a minute or two.");
            await Task.Delay(200, Cancelled);
        }
    }

    private static async Task<string> Done(params string[] arguments)
    {
        var (exit, output) = await CommandLineRun.Of(arguments);
        Assert.True(exit == 0, output);
        return output;
    }

    private static async Task<string> Refused(params string[] arguments)
    {
        var (exit, output) = await CommandLineRun.Of(arguments);
        Assert.True(exit == 1, output);
        return output;
    }
}
