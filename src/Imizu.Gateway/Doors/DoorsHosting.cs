namespace Imizu.Gateway.Doors;

/// <summary>By what tallies come in.</summary>
internal static class DoorsHosting
{
    public static void AddDoors(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TallyMetrics>();
        builder.Services.AddSingleton<Reception>();
        builder.Services.AddSingleton<AmqpConnection>();
        builder.Services.AddSingleton<AmqpReception>();
        builder.Services.AddHostedService<TallyQueue>();
        builder.Services.AddHostedService<GivenUpQueue>();
    }

    public static void MapDoors(this IEndpointRouteBuilder app) => app.MapHttpDoor();
}
