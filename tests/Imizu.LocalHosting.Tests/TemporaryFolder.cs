namespace Imizu.LocalHosting.Tests;

/// <summary>A folder that goes when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        // CreateTempSubdirectory would close it to the user that PostgreSQL runs as, and so test one case alone.
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"imizu-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
