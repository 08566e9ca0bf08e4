using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.LocalStack;
using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Imizu.EndToEnd.Tests.Operating;

/// <summary>What was backed up comes back whole, or not at all.</summary>
[Collection(nameof(StackFixture))]
public sealed class BackupTests(StackFixture stack) : BackupFolder
{
    [Fact]
    public async Task A_restored_stack_reports_byte_for_byte_the_same_and_goes_on()
    {
        await Receive(2002, 1);
        await stack.ReportOnce(2002, report => report.Value("consultation/cases-received") == 1);
        var before = await ReportText(stack.Stack);
        var follower = new Uri(Regex.Match(await CommandLineRun.Done("accounts", "add", "kept", "--follower", "--data", stack.Stack.Folder), "amqp:\\S+").Value);
        await CommandLineRun.Done("backup", Backup, "--data", stack.Stack.Folder);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
        Assert.Contains("never overwrites", await CommandLineRun.Refused("backup", Backup, "--data", stack.Stack.Folder));
        await CommandLineRun.Done("restore", Backup, "--data", Restored);
        Assert.Empty(PasswordsOf(Restored).Intersect(PasswordsOf(stack.Stack.Folder)));

        await using var restored = await RunningStack.Start(Cancelled, Restored);
        Assert.Equal(before, await ReportText(restored));
        var position = await LastPosition(restored);
        Assert.Equal(HttpStatusCode.Created, await Receive(restored, 2002, 2));
        Assert.True(await LastPosition(restored) > position);
        await Eventually.Is(async () => JsonSerializer.Deserialize<AnnualReport>(await ReportText(restored), ContractJson.Options)!.Value("consultation/cases-received") == 2, "it is counted");
        // The new broker takes in what the service announces: the announcer goes on only over what was confirmed.
        await Eventually.Is(async () => await AnnouncedPosition(restored) > position, "it is announced");
        // And lets in whom the old one let in, with the passwords that they have.
        await Eventually.Is(() => LetsIn(restored, follower), "the follower is let in");
        Assert.Contains("never overwrites", await CommandLineRun.Refused("restore", Backup, "--data", Restored));
        await restored.UntilHealthy(Cancelled);

        Assert.Contains("Stopped.", await CommandLineRun.Done("down", "--data", Restored));
        Assert.False(StackState.Read(Restored)!.IsRunning);
    }

    [Fact]
    public async Task A_backup_taken_while_events_are_recorded_is_of_one_state()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        await Receive(2003, 1);
        var recording = RecordUntil(enough.Token);
        await CommandLineRun.Done("backup", Backup, "--data", stack.Stack.Folder);
        await enough.CancelAsync();
        Assert.True(await recording > 1);

        // Which verifies what it has restored.
        var output = await CommandLineRun.Done("restore", Backup, "--data", Restored);
        Assert.Contains("the journal has all", output);
        Assert.Contains("says what the live figures say", output);
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

    private static async Task<HttpStatusCode> Receive(RunningStack at, int year, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(at.Services[Services.Consultation], $"/cases/0198c1d2-{year}-7000-8000-{number:x12}/receipt"))
        {
            Content = new StringContent($$"""{"on":"{{year}}-05-01","route":"person"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
        };
        using var http = at.Client();
        using var answer = await http.SendAsync(request, Cancelled);
        return answer.StatusCode;
    }

    private static async Task<string> ReportText(RunningStack at)
    {
        using var http = at.Client();
        return await http.GetStringAsync(new Uri(at.Services[Services.Projection], "/reports/2002"), Cancelled);
    }

    /// <summary>The consultation service's, by its own store.</summary>
    private static Task<long> LastPosition(RunningStack at) => Ask(at, "select max(seq_id) from mt_events");

    private static Task<long> AnnouncedPosition(RunningStack at) =>
        Ask(at, "select min(last_seq_id) from mt_event_progression where name like 'Announcer:%'");

    private static async Task<long> Ask(RunningStack at, string question)
    {
        await using var connection = new NpgsqlConnection(at.DatabaseOf(Services.Consultation));
        await connection.OpenAsync(Cancelled);
        await using var last = new NpgsqlCommand(question, connection);
        return (long)(await last.ExecuteScalarAsync(Cancelled))!;
    }

    private static async Task<bool> LetsIn(RunningStack at, Uri account)
    {
        if (account.UserInfo.Split(':') is not [var name, var password])
        {
            throw new ArgumentException("There is no name and password in it.", nameof(account));
        }
        try
        {
            await using var connection = await new ConnectionFactory { Uri = new Uri(at.Broker), UserName = name, Password = password }.CreateConnectionAsync(Cancelled);
            return connection.IsOpen;
        }
        catch (BrokerUnreachableException)
        {
            return false;
        }
    }

    private static IEnumerable<string> PasswordsOf(string folder) =>
        StackState.ReadConnectionStrings(folder).Where(connection => connection.Key.EndsWith("-database", StringComparison.Ordinal))
            .Select(connection => new NpgsqlConnectionStringBuilder(connection.Value).Password!);
}
