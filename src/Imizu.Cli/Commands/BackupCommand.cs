using Imizu.Cli.Backups;
using Imizu.LocalStack;
using Imizu.Operations.Loading;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu backup</c>: all databases of a running stack in one file.</summary>
internal static class BackupCommand
{
    /// <param name="file">The file to make.</param>
    /// <param name="data">The stack's data folder.</param>
    /// <param name="cancellationToken">Gives up, and leaves nothing behind.</param>
    public static async Task<int> RunAsync(string file, string data, CancellationToken cancellationToken)
    {
        if (Path.Exists(file))
        {
            throw new BackupException($"{file} is there already, and a backup never overwrites.");
        }
        if (StackState.Read(data) is not { IsRunning: true })
        {
            throw new BackupException($"No stack runs on {data}. A backup is taken from a running one: start it with ./imizu up, or choose another with --data FOLDER.");
        }
        var connections = StackState.ReadConnectionStrings(data);
        var databases = Services.All.ToDictionary(service => service, service => connections[$"{service}-database"]);
        Console.WriteLine($"Backing up the stack on {data}, which goes on meanwhile.");
        var manifest = await StepDisplay.ShowAsync(progress => BackupWriting.WriteAsync(file, databases, progress, cancellationToken));
        foreach (var line in ManifestText.Of(manifest))
        {
            Console.WriteLine(line);
        }
        Console.WriteLine($"{file}: {Step.Size(new FileInfo(file).Length)}. It holds no password. Keep it as you would keep the databases themselves.");
        return 0;
    }
}
