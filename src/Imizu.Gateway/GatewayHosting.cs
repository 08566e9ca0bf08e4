using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;
using Imizu.Gateway.Accounts;
using Imizu.Gateway.Broker;
using Imizu.Gateway.DeadLetters;
using Imizu.Gateway.Doors;
using Imizu.Gateway.Following;
using Imizu.Gateway.Tallies;
using Marten;

namespace Imizu.Gateway;

/// <summary>What the door for other systems is made of.</summary>
public static class GatewayHosting
{
    /// <summary>Documents in a database of its own (connection <c>database</c>), and the manners of every service.</summary>
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddHttpManners();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddMarten(options =>
        {
            options.Connection(builder.Configuration.Database());
            options.UseContractJson();
        }).ApplyAllDatabaseChangesOnStartup();
        builder.AddAccounts();
        builder.AddBroker();
        builder.AddFollowing();
        builder.AddTallies();
        builder.AddDeadLetters();
        builder.AddDoors();
    }

    public static void UseGateway(this WebApplication app)
    {
        app.UseHttpManners();
        app.UseAccounts();
        app.MapFollowing();
        app.MapDoors();
        app.MapDeadLetters();
    }
}
