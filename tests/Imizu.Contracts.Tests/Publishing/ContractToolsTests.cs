using System.Text.Json.Nodes;
using Xunit;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>Other systems' tools read the contract, and find in it what is sent.</summary>
/// <param name="tools">Installs them.</param>
public sealed class ContractToolsTests(ContractTools tools) : IClassFixture<ContractTools>
{
    private static readonly IReadOnlyList<string> Events = [.. EventCatalog.All.Select(entry => entry.Name)];

    private static JsonObject Golden(string name) => JsonNode.Parse(BuiltIn.Read($"golden/{name}")!)!.AsObject();

    private static JsonObject Example(string name) => EnvelopeExamples.Of(name, EventCatalog.RecordOf(name)!);

    [Fact]
    public async Task Every_golden_event_and_its_envelope_are_what_their_schemas_say()
    {
        Assert.NotNull(tools);
        var answer = await ContractTools.Validate(
            PublishedFiles.Folder, [.. Events.Select(name => (name, (JsonNode)Golden(name))), .. Events.Select(name => (ContractFiles.Envelope, (JsonNode)Example(name)))]);
        Assert.Empty(answer.Schemas);
        Assert.Equal(2 * Events.Count, answer.Messages.Count);
        Assert.Empty(Events.Concat(Events).Zip(answer.Messages).Where(found => found.Second.Count > 0).Select(found => $"{found.First}: {string.Join("; ", found.Second)}"));
    }

    [Fact]
    public async Task What_is_not_so_is_noticed_and_what_comes_later_is_not_held_against_it()
    {
        const string Case = "jp.imizu.consultation.case-received.v1";
        JsonObject Changed(JsonObject message, string name, JsonNode? value)
        {
            message[name] = value;
            return message;
        }
        var answer = await ContractTools.Validate(PublishedFiles.Folder,
            (Case, Changed(Golden(Case), "on", "1 May 2024")), (Case, Changed(Golden(Case), "route", "unheardOf")), (Case, new JsonObject { ["on"] = "2024-05-01" }),
            (ContractFiles.Envelope, Changed(Example(Case), "position", 4712)), (ContractFiles.Envelope, Changed(Example(Case), "specversion", "0.3")),
            (Case, Changed(Golden(Case), "added", "later")), (ContractFiles.Envelope, Changed(Example(Case), "added", "later")));
        Assert.Equal(
            ["/on must match format \"date\"", "/route must be equal to one of the allowed values", " must have required property 'route'",
                "/position must be string", "/specversion must be equal to constant", "", ""],
            answer.Messages.Select(found => string.Join("; ", found)));
    }

    [Fact]
    public async Task The_AsyncAPI_document_has_a_message_with_an_example_for_every_event_that_is_announced()
    {
        var answer = await ContractTools.Validate(PublishedFiles.Folder);
        Assert.Empty(answer.Faults.Concat(answer.Examples));
        var channel = Assert.Single(answer.Channels, channel => channel.Address == "{type}");
        Assert.Equal("""{"name":"imizu.events","type":"topic","durable":true,"autoDelete":false,"vhost":"/"}""", channel.Exchange!.ToJsonString());
        Assert.Equal(Events.Where(name => !name.StartsWith("jp.imizu.projection.", StringComparison.Ordinal)), channel.Messages.Select(message => message.Name));
        Assert.All(channel.Messages, message => Assert.True(JsonNode.DeepEquals(Golden(message.Name), Assert.Single(message.Examples)["data"])));
    }

    [Theory]
    [InlineData("\"is\": \"routingKey\"", "\"is\": \"smoke\"", "channels.events.bindings.amqp.is")]
    [InlineData("./schemas/envelope.json", "./schemas/parcel.json", "parcel.json")]
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
