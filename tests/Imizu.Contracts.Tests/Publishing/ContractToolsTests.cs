using System.Text.Json.Nodes;
using Xunit;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>Other systems' tools read the contract, and find in it what is sent.</summary>
/// <param name="tools">Installs them.</param>
public sealed class ContractToolsTests(ContractTools tools) : IClassFixture<ContractTools>
{
    [Fact]
    public async Task Every_golden_event_and_its_envelope_are_what_their_schemas_say()
    {
        var answer = await tools.OfThePublished;
        Assert.Empty(answer.Schemas);
        Assert.Empty(ContractTools.Right.Zip(answer.Messages).Where(found => found.Second.Count > 0)
            .Select(found => $"{found.First.Schema} {string.Join("; ", found.Second)}"));
    }

    [Fact]
    public async Task What_is_not_so_is_noticed_and_what_comes_later_is_not_held_against_it()
    {
        var answer = await tools.OfThePublished;
        Assert.Equal(
            ["/on must match format \"date\"", "/route must be equal to one of the allowed values", " must have required property 'route'",
                "/position must be string", "/specversion must be equal to constant", "", ""],
            answer.Messages.Skip(ContractTools.Right.Count).Select(found => string.Join("; ", found)));
    }

    [Fact]
    public async Task The_AsyncAPI_document_has_a_message_with_an_example_for_every_event_that_is_announced()
    {
        var answer = await tools.OfThePublished;
        Assert.Empty(answer.Faults.Concat(answer.Examples));
        var channel = Assert.Single(answer.Channels, channel => channel.Address == "{type}");
        Assert.Equal("""{"name":"imizu.events","type":"topic","durable":true,"autoDelete":false,"vhost":"/"}""", channel.Exchange!.ToJsonString());
        Assert.Equal(
            EventCatalog.All.Select(entry => entry.Name),
            channel.Messages.Select(message => message.Name));
        Assert.All(channel.Messages, message => Assert.True(JsonNode.DeepEquals(ContractTools.Golden(message.Name), Assert.Single(message.Examples)["data"])));
    }

    [Theory]
    [InlineData("\"is\": \"routingKey\"", "\"is\": \"smoke\"", "channels.events.bindings.amqp.is")]
    [InlineData("\"route\": \"welfareCommissioner\"", "\"route\": \"pigeon\"", "jp.imizu.consultation.case-received.v1: /route")]
    public async Task What_is_wrong_in_a_document_is_noticed(string was, string now, string noticed)
    {
        var broken = Directory.CreateTempSubdirectory("imizu-contract-");
        try
        {
            broken.CreateSubdirectory("schemas");
            foreach (var (path, content) in PublishedFiles.CheckedIn)
            {
                await File.WriteAllTextAsync(Path.Combine(broken.FullName, path), content.Replace(was, now), TestContext.Current.CancellationToken);
            }
            var answer = await ContractTools.Validate(broken.FullName);
            Assert.Contains(answer.Faults.Concat(answer.Examples), fault => fault.Contains(noticed, StringComparison.Ordinal));
        }
        finally
        {
            broken.Delete(recursive: true);
        }
    }
}
