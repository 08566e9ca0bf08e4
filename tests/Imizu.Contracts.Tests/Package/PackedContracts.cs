using Xunit;

namespace Imizu.Contracts.Tests.Package;

/// <summary>The package, packed once, in a folder that is gone afterwards.</summary>
public sealed class PackedContracts : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("imizu-package-").FullName;

    /// <summary>The package's file, alone in its folder.</summary>
    public string Package => Path.Combine(Folder, $"source/Imizu.Contracts.{ContractFiles.Version}.nupkg");

    public async ValueTask InitializeAsync() => await Programs.Run(Folder, "dotnet",
        ["pack", Path.Combine(Built.Root, "src/Imizu.Contracts"), "--no-build", "-c", Built.Configuration, "-o", Path.Combine(Folder, "source")]);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return default;
    }
}
