using System.Diagnostics;
using System.IO.Compression;
using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.EndToEnd.Tests.Operating;

/// <summary>A backup's file is whole, or is none.</summary>
[Collection(nameof(StackFixture))]
public sealed class BackupFileTests(StackFixture stack) : BackupFolder
{
    [Fact]
    public async Task A_file_that_is_not_whole_is_refused_and_nothing_is_changed()
    {
        await CommandLineRun.Done("backup", Backup, "--data", stack.Stack.Folder);
        var whole = await File.ReadAllBytesAsync(Backup, Cancelled);
        long middleOfDump;
        using (var archive = ZipFile.OpenRead(Backup))
        {
            middleOfDump = archive.GetEntry("projection.dump")!.Length / 2;
        }
        var manifest = whole.AsSpan().IndexOf("\"format\": 1"u8);
        Assert.True(manifest > 0);
        foreach (var damaged in new[] { Flipped(whole, middleOfDump), Flipped(whole, manifest + 2), whole[..^100], whole[..(whole.Length / 2)], [] })
        {
            await File.WriteAllBytesAsync(Backup, damaged, Cancelled);
            Assert.Contains("damaged", await CommandLineRun.Refused("restore", Backup, "--data", Restored));
            Assert.Equal([Backup], Directory.GetFileSystemEntries(Root));
        }
        Assert.Contains("cannot be read", await CommandLineRun.Refused("restore", Backup + ".none", "--data", Restored));
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
        var backup = CommandLineRun.Start(["backup", Backup, "--data", stack.Stack.Folder]);
        await Eventually.Is(async () => Directory.GetFiles(Root).Length == 1 && await IsWaiting("pg_dump"), "the backup is begun");
        using (var stop = Process.Start("kill", ["-s", "TERM", $"{backup.Id}"]))
        {
            await stop.WaitForExitAsync(Cancelled);
        }

        Assert.NotEqual(0, (await CommandLineRun.Ended(backup)).Exit);
        Assert.Empty(Directory.GetFileSystemEntries(Root));
        await transaction.RollbackAsync(Cancelled);
        await Eventually.Is(async () => !await IsWaiting("pg_dump"), "it has ended");
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
}
