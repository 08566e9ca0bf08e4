using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Xunit;

namespace Imizu.LocalHosting.Tests;

public sealed class KnownSecretsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_made_up_what_is_marked_and_the_passwords_of_given_connections_are_secret_and_nothing_else_is()
    {
        var builder = new DistributedApplicationBuilder(["--Parameters:given=given-secret", "--Parameters:plain=plain-value"], _folder.Path);
        builder.AddParameter("given", new GenerateParameterDefault(), secret: true);
        builder.AddParameter("plain", new GenerateParameterDefault());
        builder.AddParameter("passing", new GenerateParameterDefault(), secret: true);
        using var data = new DataFolder(_folder.Path);
        var kept = new KeptValues(data);
        var token = kept.Secret("dashboard-token", () => "made-up-token");
        StartValues.Settle(builder.Resources.AsReadOnly(), kept, builder.Configuration);

        var secrets = KnownSecrets.Of(builder.Resources.AsReadOnly(), kept, new Dictionary<string, string>
        {
            ["postgres"] = "Host=elsewhere;Username=admin;PWD='in;quotes'",
            ["messaging"] = "amqp://admin:percent%2Fencoded@elsewhere:5672",
            ["odd"] = "no connection string at all",
        });

        var passing = builder.Resources.OfType<ParameterResource>().Single(parameter => parameter.Name == "passing").Value!;
        Assert.Equal([token, "given-secret", passing, "in;quotes", "percent/encoded"], secrets);
    }
}
