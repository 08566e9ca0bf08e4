using System.Text.Json.Nodes;
using Imizu.Contracts;
using Imizu.EventStreams;
using Imizu.Gateway.Tallies;
using Xunit;

namespace Imizu.Gateway.Tests.Contract;

/// <summary>The gateway reads a tally as the published schema says, no more and no less.</summary>
public sealed class TallyContractTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(ContractFiles.Schema(ContractFiles.FieldTally)!)!;

    public static TheoryData<string> Members => [.. Schema["properties"]!.AsObject().Select(member => member.Key)];

    private static JsonObject Example => JsonNode.Parse(ContractFiles.AsyncApi)!["components"]!["messages"]![ContractFiles.FieldTally]!["examples"]![0]!["payload"]!
        .DeepClone().AsObject();

    private static (Tally? Tally, Refusal? Refusal) Read(JsonNode body) => Tally.Read(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()));

    [Fact]
    public void The_published_example_is_a_tally() => Assert.NotNull(Read(Example).Tally);

    [Fact]
    public void A_member_that_the_schema_does_not_have_is_refused()
    {
        Assert.False((bool)Schema["additionalProperties"]!);
        var more = Example;
        more["more"] = 1;
        Assert.Equal("more", Read(more).Refusal?.Field);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Each_member_of_the_schema_is_required_and_of_its_type(string name)
    {
        Assert.Contains(name, Schema["required"]!.AsArray().Select(required => (string)required!));
        var (without, mistyped) = (Example, Example);
        without.Remove(name);
        mistyped[name] = (string?)Schema["properties"]![name]!["type"] == "string" ? 1 : "1";
        Assert.Equal((name, name), (Read(without).Refusal?.Field, Read(mistyped).Refusal?.Field));
    }
}
