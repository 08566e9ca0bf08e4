using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Imizu.Operations.Loading;

namespace Imizu.Cli.Backups;

/// <summary>
/// Makes a backup of all databases of a running stack: one zip file of dumps. What the broker holds is left out on purpose: each store
/// is its own outbox, and the journal catches up from the feeds.
/// </summary>
internal static class BackupWriting
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// The projection first: the journal then is nowhere ahead of its sources, and can go on from where it is. Then the gateway: what it
    /// says was handed on is in the service that it was handed to.
    /// </summary>
    private static readonly IReadOnlyList<string> Order =
        [Services.Projection, Services.Gateway, .. Services.Recording];

    /// <summary>Makes the file, which only its owner can read: whole, or not at all.</summary>
    /// <param name="file">Its path; nothing may be there.</param>
    /// <param name="databases">The connection string of each service's database.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Gives up, and leaves nothing behind.</param>
    /// <exception cref="BackupException">It could not be made.</exception>
    public static async Task<BackupManifest> WriteAsync(
        string file, IReadOnlyDictionary<string, string> databases, IProgress<Step> progress, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
        {
            throw new BackupException($"{file} cannot be written: there is no folder {Path.GetDirectoryName(Path.GetFullPath(file))}.");
        }
        var unfinished = $"{file}.{Environment.ProcessId}.unfinished";
        try
        {
            // Another process of this number, long gone.
            File.Delete(unfinished);
            BackupManifest manifest;
            await using (var output = new FileStream(unfinished, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                UnixCreateMode = Owner,
            }))
            {
                manifest = await WriteAsync(output, databases, progress, cancellationToken);
                output.Flush(flushToDisk: true);
            }
            File.Move(unfinished, file, overwrite: false);
            return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{file} cannot be written: {e.Message}");
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static async Task<BackupManifest> WriteAsync(
        FileStream output, IReadOnlyDictionary<string, string> databases, IProgress<Step> progress, CancellationToken cancellationToken)
    {
        var snapshots = new List<DatabaseSnapshot>();
        try
        {
            // All at nearly one moment, however long the writing then takes.
            foreach (var service in Order)
            {
                snapshots.Add(await DatabaseSnapshot.TakeAsync(service, databases[service], cancellationToken));
            }
            using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
            var written = new List<BackedUpDatabase>();
            foreach (var snapshot in snapshots)
            {
                written.Add(await WriteAsync(archive, snapshot, progress, cancellationToken));
            }
            var manifest = new BackupManifest(BackupManifest.ThisFormat, snapshots[0].Moment, snapshots.Max(snapshot => snapshot.Major), written);
            var json = manifest.ToJson();
            await WriteAsync(archive, BackupManifest.Entry, json, cancellationToken);
            var checksum = $"{Convert.ToHexStringLower(SHA256.HashData(json))}  {BackupManifest.Entry}\n";
            await WriteAsync(archive, BackupManifest.ChecksumEntry, Encoding.ASCII.GetBytes(checksum), cancellationToken);
            return manifest;
        }
        finally
        {
            foreach (var snapshot in snapshots)
            {
                await snapshot.DisposeAsync();
            }
        }
    }

    private static async Task<BackedUpDatabase> WriteAsync(
        ZipArchive archive, DatabaseSnapshot snapshot, IProgress<Step> progress, CancellationToken cancellationToken)
    {
        var entry = archive.CreateEntry($"{snapshot.Service}.dump", CompressionLevel.NoCompression);
        progress.Report(new($"writing {snapshot.Service}"));
        var extents = await snapshot.ExtentsAsync(cancellationToken);
        await using var stream = await entry.OpenAsync(cancellationToken);
        await using var measured = new MeasuredStream(stream, bytes => progress.Report(new($"writing {snapshot.Service}", bytes)));
        await snapshot.DumpAsync(measured, cancellationToken);
        return new(snapshot.Service, entry.FullName, measured.Length, measured.Sha256, extents);
    }

    private static async Task WriteAsync(ZipArchive archive, string name, byte[] content, CancellationToken cancellationToken)
    {
        await using var stream = await archive.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancellationToken);
        await stream.WriteAsync(content, cancellationToken);
    }
}
