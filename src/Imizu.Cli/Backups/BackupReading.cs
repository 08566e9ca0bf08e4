using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imizu.Operations.Loading;

namespace Imizu.Cli.Backups;

/// <summary>A backup that was found whole and unchanged, and is held open so that it stays what was looked at.</summary>
internal sealed class BackupReading : IDisposable
{
    private const string Damaged = "is damaged, or no backup of Imizu's";
    private const int LongestManifest = 1 << 20;

    private readonly FileStream _file;
    private readonly ZipArchive _archive;

    private BackupReading(FileStream file, ZipArchive archive, BackupManifest manifest) => (_file, _archive, Manifest) = (file, archive, manifest);

    public BackupManifest Manifest { get; }

    /// <summary>Opens it, and compares every byte with the checksums in it.</summary>
    /// <exception cref="BackupException">It is missing, damaged, or of another kind.</exception>
    public static async Task<BackupReading> OpenAsync(string path, IProgress<Step> progress, CancellationToken cancellationToken)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var archive = new ZipArchive(file, ZipArchiveMode.Read);
            var manifest = await ManifestAsync(archive, cancellationToken);
            if (Services.All.Except(manifest.Databases.Select(database => database.Service)).ToList() is [_, ..] missing)
            {
                throw new BackupException(
                    $"{path} lacks the database of {string.Join(", ", missing)}. A version before that service has made it, and can restore it. Nothing was changed.");
            }
            foreach (var database in manifest.Databases)
            {
                await CheckAsync(archive, database, progress, cancellationToken);
            }
            return new BackupReading(file, archive, manifest);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException)
        {
            file?.Dispose();
            throw new BackupException($"{path} {Damaged}: {e.Message} Nothing was changed.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new BackupException($"{path} cannot be read: {e.Message}");
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>What pg_dump wrote of a database.</summary>
    public Task<Stream> DumpAsync(BackedUpDatabase database, CancellationToken cancellationToken) =>
        _archive.GetEntry(database.Entry)!.OpenAsync(cancellationToken);

    public void Dispose()
    {
        _archive.Dispose();
        _file.Dispose();
    }

    private static async Task<BackupManifest> ManifestAsync(ZipArchive archive, CancellationToken cancellationToken)
    {
        var json = await BytesAsync(archive, BackupManifest.Entry, cancellationToken);
        var checksum = Encoding.ASCII.GetString(await BytesAsync(archive, BackupManifest.ChecksumEntry, cancellationToken));
        if (checksum.Split(' ')[0] != Convert.ToHexStringLower(SHA256.HashData(json)))
        {
            throw new InvalidDataException($"{BackupManifest.Entry} is not what its checksum says.");
        }
        var manifest = BackupManifest.Parse(json) ?? throw new InvalidDataException($"{BackupManifest.Entry} is empty.");
        return manifest.Format == BackupManifest.ThisFormat
            ? manifest
            : throw new InvalidDataException($"it is of format {manifest.Format}, and this program reads {BackupManifest.ThisFormat}.");
    }

    private static async Task CheckAsync(ZipArchive archive, BackedUpDatabase database, IProgress<Step> progress, CancellationToken cancellationToken)
    {
        await using var stream = await Entry(archive, database.Entry).OpenAsync(cancellationToken);
        await using var measured = new MeasuredStream(Stream.Null, bytes => progress.Report(new($"checking {database.Service}", bytes)));
        await stream.CopyToAsync(measured, cancellationToken);
        if (measured.Length != database.Bytes || measured.Sha256 != database.Sha256)
        {
            throw new InvalidDataException($"{database.Entry} is not what its checksum says.");
        }
    }

    private static async Task<byte[]> BytesAsync(ZipArchive archive, string name, CancellationToken cancellationToken)
    {
        var entry = Entry(archive, name);
        await using var stream = await entry.OpenAsync(cancellationToken);
        var bytes = new byte[entry.Length <= LongestManifest ? entry.Length : throw new InvalidDataException($"{name} is too long.")];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static ZipArchiveEntry Entry(ZipArchive archive, string name) =>
        archive.GetEntry(name) ?? throw new InvalidDataException($"it has no {name}.");
}
