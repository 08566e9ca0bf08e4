using Imizu.Cli.Replaying;
using Imizu.Cli.Stack;
using Imizu.Cli.Verifying;
using Imizu.Contracts.Replays;
using Imizu.Operations.Loading;
using Imizu.Operations.Replaying;
using Imizu.Operations.Verifying;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu verify</c>: proves that what is derived has all that was recorded; and that access logs are as they were written; fails with the first difference of each part.</summary>
internal sealed class VerifyCommand(Repository repository)
{
    /// <param name="given">Where services are; those that are not given are taken from the stack which runs here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="folder">The stack's data folder, where it is not the one that runs here.</param>
    public async Task<int> RunAsync(IReadOnlyDictionary<string, Uri> given, CancellationToken cancellationToken, string? folder = null)
    {
        var running = repository.RunningServices();
        var services = Services.Logging.Where(name => given.ContainsKey(name) || running.ContainsKey(name))
            .ToDictionary(name => name, name => given.GetValueOrDefault(name) ?? running[name]);
        if (Services.Reporting.Except(services.Keys).ToList() is [_, ..] unknown)
        {
            await Console.Error.WriteLineAsync(
                $"Where is {string.Join(", ", unknown)}? Start a stack here with ./imizu up, or say it with {string.Join(' ', unknown.Select(name => $"--url {name}=URL"))}.");
            return 1;
        }
        using var http = repository.Client(services, Proof.RequestTimeout, folder);
        var proof = new Proof(services, http);

        // Each part prints what it compared, and says whether all was equal. All are run, whatever came of the one before.
        bool[] parts =
        [
            await JournalHasEverythingAsync(services, proof, cancellationToken),
            await FactsAreWhatTheJournalSaysAsync(proof, cancellationToken),
            await EditionsAreWhatWasApprovedAsync(proof, cancellationToken),
            await AccessLogsAreAsWrittenAsync(proof, cancellationToken),
        ];
        return parts.All(isEqual => isEqual) ? 0 : 1;
    }

    /// <summary>Source against journal.</summary>
    private static async Task<bool> JournalHasEverythingAsync(
        IReadOnlyDictionary<string, Uri> services, Proof proof, CancellationToken cancellationToken)
    {
        var compared = await proof.SourcesAsync(cancellationToken);
        foreach (var line in ComparisonText.Table(compared).Concat(ComparisonText.Lags(compared)))
        {
            Console.WriteLine(line);
        }
        var differences = ComparisonText.Differences(services, compared).ToList();
        foreach (var line in differences)
        {
            await Console.Error.WriteLineAsync(line);
        }
        if (differences.Count == 0)
        {
            Console.WriteLine($"Equal: the journal has all {compared.Sum(source => source.Pair.Source.Count):N0} events, unchanged and in order.");
        }
        return differences.Count == 0;
    }

    /// <summary>Live facts against a fresh count of the journal.</summary>
    private static async Task<bool> FactsAreWhatTheJournalSaysAsync(Proof proof, CancellationToken cancellationToken)
    {
        var counted = await ReplayDisplay.ShowAsync(proof.FiguresAsync(cancellationToken));
        foreach (var line in ReplayDisplay.Differences(counted))
        {
            await Console.Error.WriteLineAsync(line);
        }
        if (counted.Phase == ReplayPhase.Agreed)
        {
            Console.WriteLine($"Equal: a fresh count of {counted.Done:N0} events says what the live figures say, in all {counted.Cells:N0} cells.");
        }
        return counted.Phase == ReplayPhase.Agreed;
    }

    /// <summary>Access logs against their own hashes. The last hash is printed: whoever keeps it notices an end that was cut off.</summary>
    private static async Task<bool> AccessLogsAreAsWrittenAsync(Proof proof, CancellationToken cancellationToken)
    {
        var logs = await proof.AccessLogsAsync(cancellationToken);
        foreach (var log in logs)
        {
            await (log.Fault is null ? Console.Out : Console.Error).WriteLineAsync(
                log.Fault is { } fault ? $"The access log of {log.Service} was changed. {fault}" : $"Equal: the access log of {log.Service} has {log.Count:N0} entries, each as it was written, up to {log.Hash[..16]}.");
        }
        return logs.All(log => log.Fault is null);
    }

    /// <summary>Stored editions against their announced hashes; that figures have moved since is told, and no fault.</summary>
    private static async Task<bool> EditionsAreWhatWasApprovedAsync(Proof proof, CancellationToken cancellationToken)
    {
        var editions = await proof.EditionsAsync(cancellationToken);
        var faults = EditionText.Faults(editions).ToList();
        foreach (var line in faults)
        {
            await Console.Error.WriteLineAsync(line);
        }
        foreach (var line in EditionText.Due(editions))
        {
            Console.WriteLine(line);
        }
        if (faults.Count == 0 && editions.Count > 0)
        {
            Console.WriteLine($"Equal: the {editions.Count:N0} editions of closed years are stored as they were approved.");
        }
        return faults.Count == 0;
    }
}
