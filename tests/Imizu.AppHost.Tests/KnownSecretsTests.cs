using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Imizu.AppHost.Local;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Imizu.AppHost.Tests;

public sealed class KnownSecretsTests
{
    [Fact]
    public async Task Secret_parameters_passwords_of_connections_and_the_dashboards_token_are_secret_and_nothing_else_is()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        builder.AddParameter("given", "given-secret", secret: true);
        builder.AddParameter("plain", "plain-value");
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("AppHost:BrowserToken", "token"),
            new("ConnectionStrings:a", "Host=elsewhere;Username=admin;PWD='in;quotes'"),
            new("ConnectionStrings:b", "amqp://admin:percent%2Fencoded@elsewhere:5672"),
            new("ConnectionStrings:c", "no connection string at all"),
        ]).Build();

        var secrets = await KnownSecrets.OfAsync(new DistributedApplicationModel(builder.Resources), settings);

        Assert.Equal(["in;quotes", "percent/encoded", "given-secret", "token"], secrets);
    }
}
