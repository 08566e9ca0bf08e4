using System.CommandLine;
using Imizu.Cli.Checking;
using Imizu.Cli.Stack;
using Imizu.LocalStack;
using Imizu.Operations.Loading;
using Npgsql;
using System.Text.Json;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu doctor</c>: whether an installation is set up so that nobody comes in who should not; changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Of(Repository repository)
    {
        var (data, urls) = (OperationsLine.RunningData(), CommandLine.ServiceUrls([.. Services.Logging, "web"]));
        var doctor = new Command("doctor", "Look for default and weak passwords, http outside this machine, clocks that differ, and accounts that may too much; exits with 1 where something is wrong. "
            + $"{string.Join(", ", GivenServers.Variables)} name servers elsewhere, each with an administrator.") { data, urls };
        doctor.SetAction((typed, _) => RunAsync(Installation.Of(typed.GetValue(data) is { } named ? Path.GetFullPath(named) : repository.RunningFolder(), typed.GetValue(urls)!)));
        return doctor;
    }

    /// <returns>0 where nothing is wrong.</returns>
    /// <exception cref="OperationFailedException">Nothing is known of any installation.</exception>
    public static async Task<int> RunAsync(Installation installation)
    {
        if (installation.Connections.FirstOrDefault(connection => !Installation.IsReadable(connection.Value)) is { Key: { } unreadable })
        {
            throw new OperationFailedException($"ConnectionStrings__{unreadable} is no connection string: write it as Host=…;Username=…;Password=…, or as an address with name and password.");
        }

        if (installation is { Connections.Count: 0, Services.Count: 0 })
        {
            throw new OperationFailedException($"No stack runs here. Start one with ./imizu up, or say with --url NAME=URL and {string.Join(", ", GivenServers.Variables)} what there is.");
        }

        var (wrong, seen) = (0, 0);
        await foreach (var finding in AllAsync(installation))
        {
            (wrong, seen) = (wrong + (finding.Weight == Weight.Wrong ? 1 : 0), seen + 1);
            Console.WriteLine($"{finding.Weight switch { Weight.Well => "ok", Weight.Consider => "think", _ => "WRONG" },-6} {finding.Of,-20} {finding.What}.{(finding.Do is { } what ? $" {what}" : "")}");
        }

        Console.WriteLine(wrong == 0 ? $"Nothing of {seen} checks is wrong." : $"{wrong} of {seen} checks say that something is wrong.");
        return wrong == 0 ? 0 : 1;
    }

    private static async IAsyncEnumerable<Finding> AllAsync(Installation installation)
    {
        foreach (var finding in SettingsCheck.Of(installation))
        {
            yield return finding;
        }

        foreach (var (name, check) in ((string, Func<string, IAsyncEnumerable<Finding>>)[])
            [("postgres", connection => new DatabaseCheck(connection, TimeProvider.System).RunAsync()), ("management", connection => new BrokerCheck(new(connection), TimeProvider.System).RunAsync())])
        {
            await foreach (var finding in installation.Connections.TryGetValue(name, out var connection) ? Answered(name, check(connection)) : Unknown(name))
            {
                yield return finding;
            }
        }

        await foreach (var finding in Answered("services", ServicesCheck.RunAsync(installation.Services, TimeProvider.System)))
        {
            yield return finding;
        }
    }

    private static async IAsyncEnumerable<Finding> Unknown(string name)
    {
        await Task.CompletedTask;
        yield return Finding.Consider(name, $"ConnectionStrings__{name} is not set, so it was not looked at", "Set it, with an administrator.");
    }

    // What does not answer cannot be called well.
    private static async IAsyncEnumerable<Finding> Answered(string of, IAsyncEnumerable<Finding> check)
    {
        await using var findings = check.GetAsyncEnumerator();
        while (true)
        {
            Finding? failed = null;
            try
            {
                if (!await findings.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (Exception e) when (e is NpgsqlException or HttpRequestException or TaskCanceledException or TimeoutException or JsonException)
            {
                failed = Finding.Wrong(of, $"it could not be looked at ({e.Message.TrimEnd('.')})", "See whether it runs, and whether the account may administer it.");
            }

            yield return failed ?? findings.Current;
            if (failed is not null)
            {
                yield break;
            }
        }
    }
}
