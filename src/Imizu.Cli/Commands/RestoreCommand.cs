using Imizu.Cli.Backups;
using Imizu.Cli.Stack;
using Imizu.LocalStack;
using Imizu.Operations.Loading;
using Imizu.Operations.Verifying;

namespace Imizu.Cli.Commands;

/// <summary>
/// <c>imizu restore</c>: makes a stack out of a backup and proves that it is well, so that nobody has to at night: it runs the stack,
/// verifies it, stops it, and only then lets it have its place.
/// </summary>
internal sealed class RestoreCommand(Repository repository)
{
    // Makes the databases and their roles; the server that it needs comes with it.
    private const string Provisioning = "provisioning";

    /// <param name="file">The backup.</param>
    /// <param name="data">The data folder to make; missing or empty.</param>
    /// <param name="cancellationToken">Gives up, and leaves nothing behind.</param>
    /// <returns>0 if all is restored and verified; 1 if verifying found a difference, and the stack is left beside its place.</returns>
    public async Task<int> RunAsync(string file, string data, CancellationToken cancellationToken)
    {
        using var folder = RestoreFolder.Prepare(data);
        using var backup = await StepDisplay.ShowAsync(progress => BackupReading.OpenAsync(file, progress, cancellationToken));
        Console.WriteLine("The file is whole: every checksum is right.");
        foreach (var line in ManifestText.Of(backup.Manifest))
        {
            Console.WriteLine(line);
        }
        var isVerified = false;
        try
        {
            await FillAsync(backup, folder.Path, cancellationToken);
            isVerified = await VerifyAsync(backup.Manifest, folder.Path, cancellationToken);
        }
        catch
        {
            folder.Remove();
            throw;
        }
        if (!isVerified)
        {
            folder.Leave();
            await Console.Error.WriteLineAsync($"Restored as it was backed up, but what is above differs. It is left in {folder.Path}, and not on {data}.");
            return 1;
        }
        folder.Become();
        Console.WriteLine($"Restored to {data}, with passwords of its own, and stopped. Checked: the file's checksums; that each database has the events that the");
        Console.WriteLine("file says; that the journal has every event of every service, unchanged and in order; that the figures are what the journal says.");
        Console.WriteLine("What was recorded after that moment is not in it: whoever follows the services from outside has to compare control totals, and to read the feeds again.");
        Console.WriteLine(data == repository.StackData ? "Go on with ./imizu up." : $"Go on with ./imizu up --data {data}");
        return 0;
    }

    private async Task FillAsync(BackupReading backup, string data, CancellationToken cancellationToken)
    {
        Console.WriteLine("Starting a database server, and making databases and roles.");
        await using var servers = StackProcess.Start(repository, data, only: Provisioning);
        await servers.HealthyAsync(Tell, cancellationToken);
        var connections = StackState.ReadConnectionStrings(data);
        var databases = Services.All.ToDictionary(service => service, service => connections[$"{service}-database"]);
        await StepDisplay.ShowAsync(async progress =>
        {
            await DatabaseRestoring.FillAsync(backup, databases, progress, cancellationToken);
            return backup;
        });
    }

    private async Task<bool> VerifyAsync(BackupManifest manifest, string data, CancellationToken cancellationToken)
    {
        Console.WriteLine("Starting the stack, to verify it.");
        await using var stack = StackProcess.Start(repository, data);
        var services = (await stack.HealthyAsync(Tell, cancellationToken)).Addresses();
        using var http = repository.Client(services, JournalCatchUp.Patience, data);
        await StepDisplay.ShowAsync(async progress =>
        {
            await JournalCatchUp.WaitAsync(manifest, new TotalsReader(services, http), progress, cancellationToken);
            return manifest;
        });
        var isEqual = await new VerifyCommand(repository).RunAsync(services, cancellationToken, data) == 0;
        Console.WriteLine("Stopping the stack.");
        return isEqual;
    }

    private static void Tell(ResourceStatus resource)
    {
        if (resource.State.IsWell())
        {
            Console.WriteLine($"  {resource.Name,-20} {resource.State.Word()}");
        }
    }
}
