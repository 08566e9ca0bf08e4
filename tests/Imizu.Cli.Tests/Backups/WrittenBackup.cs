using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Imizu.Cli.Backups;

namespace Imizu.Cli.Tests.Backups;

/// <summary>A backup's file with every checksum right, whatever is in it.</summary>
internal static class WrittenBackup
{
    public static void Of(string path, IEnumerable<string> services)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        var databases = services.Select(service =>
        {
            var dump = Encoding.UTF8.GetBytes($"what {service} has");
            Write(archive, $"{service}.dump", dump);
            return new BackedUpDatabase(service, $"{service}.dump", dump.Length, Convert.ToHexStringLower(SHA256.HashData(dump)), []);
        }).ToList();
        var manifest = new BackupManifest(BackupManifest.ThisFormat, DateTimeOffset.UnixEpoch, PostgresMajor: 1, databases).ToJson();
        Write(archive, BackupManifest.Entry, manifest);
        Write(archive, BackupManifest.ChecksumEntry, Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(manifest))}  {BackupManifest.Entry}\n"));
    }

    private static void Write(ZipArchive archive, string name, byte[] content)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(content);
    }
}
