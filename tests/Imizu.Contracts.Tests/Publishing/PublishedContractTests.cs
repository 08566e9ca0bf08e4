using System.Text.Json.Nodes;
using Xunit;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>The files in <c>src/Imizu.Contracts/Published</c> are what the records say, and never say less than they did.</summary>
public sealed class PublishedContractTests
{
    private const string Variable = "IMIZU_CONTRACT", Command = Variable + """=write dotnet run --project tests/Imizu.Contracts.Tests -c Release -- -class "*PublishedContractTests" """;

    /// <summary>Also what writes them anew; what is published cannot be overwritten with less.</summary>
    [Fact]
    public void The_published_files_are_what_the_records_say()
    {
        if (Environment.GetEnvironmentVariable(Variable) == "write")
        {
            Nothing_that_was_published_is_taken_back();
            PublishedFiles.Write();
        }
        var (written, checkedIn) = (PublishedFiles.Written, PublishedFiles.CheckedIn);
        string[] differing = [.. written.Keys.Union(checkedIn.Keys).Where(file => written.GetValueOrDefault(file) != checkedIn.GetValueOrDefault(file))];
        Assert.True(differing.Length == 0,
            $"""
            These files of src/Imizu.Contracts/Published differ from what the records say: {string.Join(", ", differing)}.
            Write them anew, look at what changed, and raise the version in Imizu.Contracts.csproj:
              {Command}
            """);
    }

    [Fact]
    public void Nothing_that_was_published_is_taken_back()
    {
        var taken = Incompatibilities.Between(PublishedFiles.PublishedSchemas, PublishedFiles.SchemasOf(PublishedFiles.Written));
        Assert.True(taken.Count == 0,
            $"""
            Others read events by the published schemas, and stored events have their shape. This would take something from them:
              {string.Join("\n  ", taken)}
            Leave the record as it was. Add a new one whose name ends in .v2, let the old one be an IUpcast of it, and record the new one from now on.
            """);
    }

    [Fact]
    public void Everything_that_is_published_is_described()
    {
        string[] bare = [.. PublishedFiles.SchemasOf(PublishedFiles.Written).SelectMany(schema => Bare(schema.Key, schema.Value))];
        Assert.True(bare.Length == 0, $"These have no comment on their record, or no word in MemberWords: {string.Join(", ", bare)}");
    }

    private static IEnumerable<string> Bare(string place, JsonObject schema)
    {
        var within = (schema["properties"]?.AsObject() ?? []).SelectMany(member => Bare($"{place}.{member.Key}", member.Value!.AsObject()))
            .Concat(schema["items"] is JsonObject items && items["properties"] is not null ? Bare($"{place}[]", Titled(items)) : []);
        return schema["title"] is null || schema["description"] is null ? within.Prepend(place) : within;
    }

    /// <summary>An item of a list is named by the list.</summary>
    private static JsonObject Titled(JsonObject items)
    {
        var copy = items.DeepClone().AsObject();
        (copy["title"], copy["description"]) = ("", "");
        return copy;
    }
}
