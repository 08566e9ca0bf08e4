using Xunit;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>What travels in the assembly.</summary>
public sealed class ContractFilesTests
{
    [Fact]
    public void The_files_in_the_assembly_are_those_that_are_checked_in()
    {
        var files = PublishedFiles.CheckedIn;
        Assert.Equal(files["asyncapi.json"], ContractFiles.AsyncApi);
        Assert.Equal(EventCatalog.All.Count + 2, PublishedFiles.SchemasOf(files).Count);
        Assert.All(PublishedFiles.SchemasOf(files).Keys, name => Assert.Equal(files[$"schemas/{name}.json"], ContractFiles.Schema(name)));
        Assert.Null(ContractFiles.Schema("jp.imizu.not-known.v1"));
    }
}
