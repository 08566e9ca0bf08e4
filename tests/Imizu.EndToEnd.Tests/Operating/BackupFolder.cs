using Xunit;

namespace Imizu.EndToEnd.Tests.Operating;

/// <summary>A folder for a backup and for what is restored from it.</summary>
public abstract class BackupFolder : IDisposable
{
    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected string Root { get; } = Directory.CreateTempSubdirectory("imizu-backup-").FullName;

    protected string Backup => Path.Combine(Root, "imizu.backup");

    protected string Restored => Path.Combine(Root, "restored");

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        GC.SuppressFinalize(this);
    }
}
