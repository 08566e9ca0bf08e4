using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Imizu.Testing.Servers;
using Xunit;
using YamlDotNet.Serialization;

namespace Imizu.AppHost.Tests;

/// <summary>What is deployed is what the AppHost describes, and holds no password.</summary>
public sealed partial class ManifestTests : IDisposable
{
    // What Compose has beyond the manifest: where a value is asked for when it starts, or is learnt from running it.
    private static readonly string[] OfCompose = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SERVICE_NAME", "RABBITMQ_NODENAME"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_manifest_has_every_service_and_asks_for_every_password()
    {
        var manifest = await Publish();

        string[] projects = ["provisioning", "identity", "consultation", "outreach", "participation", "community-building", "projection", "gateway", "web"];
        Assert.Equal(projects, manifest.Where(resource => $"{resource.Value!["type"]}" == "project.v0").Select(resource => resource.Key));
        Assert.Equal(["postgres", "messaging"], manifest.Where(resource => $"{resource.Value!["type"]}" == "container.v0").Select(resource => resource.Key));
        var parameters = manifest.Where(resource => $"{resource.Value!["type"]}" == "parameter.v0").ToList();
        Assert.Equal(
            ["postgres-password", "messaging-password", .. WithDatabases(projects), "identity-address", "identity-key", "proxy", "cli-secret", "projection-secret", "gateway-secret", "web-address", "web-secret"],
            parameters.Select(parameter => parameter.Key).OrderBy(name => Array.IndexOf(["postgres-password", "messaging-password", .. WithDatabases(projects)], name) is var place and >= 0 ? place : 99));
        Assert.All(parameters.Where(parameter => parameter.Key is not ("identity-address" or "web-address" or "proxy")), parameter => Assert.True((bool)parameter.Value!["inputs"]!["value"]!["secret"]!));
        // Administrators reach provisioning alone.
        Assert.All(projects.Skip(1), service => Assert.DoesNotContain("{postgres-password", manifest[service]!.ToJsonString(), StringComparison.Ordinal));
    }

    private static IEnumerable<string> WithDatabases(IEnumerable<string> projects) => projects.Except(["provisioning", "web"]).Select(service => $"{service}-password");

    [Fact]
    public async Task Compose_has_the_same_services_references_and_secrets_as_the_manifest()
    {
        var manifest = await Publish();
        var compose = JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(
            new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(
                new YamlDotNet.Core.MergingParser(new YamlDotNet.Core.Parser(new StringReader(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy/compose.yaml"), TestContext.Current.CancellationToken)))))))!;
        var services = compose["services"]!.AsObject();
        var running = manifest.Where(resource => $"{resource.Value!["type"]}" is "project.v0" or "container.v0").ToDictionary(resource => resource.Key, resource => resource.Value!);

        Assert.Equal(running.Keys, services.Select(service => service.Key));
        foreach (var (name, resource) in running)
        {
            var environment = services[name]!["environment"]!.AsObject().Where(variable => !OfCompose.Contains(variable.Key)).ToDictionary(variable => variable.Key, variable => $"{variable.Value}");
            Assert.Equal(
                resource["env"]!.AsObject().Select(variable => $"{name} {variable.Key}={InCompose(manifest, $"{variable.Value}")}").Order(),
                environment.Select(variable => $"{name} {variable.Key}={variable.Value}").Order());
            Assert.Equal(resource["image"] is { } image ? $"{image}" : $$"""${{{name.ToUpperInvariant().Replace('-', '_')}}_IMAGE:?is missing}""", $"{services[name]!["image"]}");
            Assert.Equal(
                resource["volumes"]?.AsArray().Select(volume => $"{volume!["name"]}:{volume["target"]}") ?? [],
                services[name]!["volumes"]?.AsArray().Select(volume => $"{volume}") ?? []);
        }
    }

    private async Task<JsonObject> Publish()
    {
        var file = Path.Combine(_folder.Path, "manifest.json");
        var start = new ProcessStartInfo("dotnet", [Repository.Built("Imizu.AppHost", "Imizu.AppHost"), "--publisher", "manifest", "--output-path", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Servers given to the tests are not the published stack's.
        foreach (var given in LocalStack.GivenServers.Variables)
        {
            start.Environment.Remove(given);
        }

        var (_, output) = await CommandLineRun.Ended(Process.Start(start)!);
        // Aspire ends with 0 even where it has failed.
        Assert.True(File.Exists(file), output);
        return JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!["resources"]!.AsObject();
    }

    /// <summary>A value of the manifest as Compose writes it.</summary>
    private static string InCompose(JsonObject manifest, string value) => Expression().Replace(value, expression => expression.Groups[1].Value.Split('.') switch
    {
        [var parameter, "value"] => $$"""${{{parameter.Replace("-uri-encoded", "", StringComparison.Ordinal).ToUpperInvariant().Replace('-', '_')}}:?is missing}""",
        [var resource, "bindings", _, "host"] => resource,
        [var resource, "bindings", var binding, "port" or "targetPort"] => $"{manifest[resource]!["bindings"]![binding]!["targetPort"]}",
        [var resource, "bindings", var binding, "url"] => $"http://{resource}:{manifest[resource]!["bindings"]![binding]!["targetPort"]}",
        _ => throw new InvalidOperationException($"{value} has an expression that Compose does not know."),
    });

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Expression();
}
