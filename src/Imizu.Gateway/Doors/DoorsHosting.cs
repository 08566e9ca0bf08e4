namespace Imizu.Gateway.Doors;

/// <summary>By what tallies come in.</summary>
internal static class DoorsHosting
{
    public static void AddDoors(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TallyMetrics>();
        builder.Services.AddSingleton<Reception>();
        builder.Services.AddSingleton<AmqpConnection>();
        builder.Services.AddSingleton<Patience>();
        builder.Services.AddSingleton<LastResort>();
        builder.Services.AddSingleton<AmqpReception>();
        builder.Services.AddHostedService<TallyQueue>();
        builder.Services.AddHostedService<GivenUpQueue>();
        var inbox = builder.Configuration.GetSection("Inbox");
        builder.Services.AddOptions<InboxOptions>().Bind(inbox)
            .Validate(options => options is { MostBegun: > 0, LargestFile: > 0 } && options.Quiet >= TimeSpan.Zero && options.FirstPause > TimeSpan.Zero,
                "Inbox: MostBegun, LargestFile and FirstPause have to be above 0, and Quiet not below.")
            .ValidateOnStart();
        if (!string.IsNullOrEmpty(inbox["Folder"]))
        {
            builder.Services.AddSingleton<InboxFolders>();
            builder.Services.AddSingleton<InboxPlacing>();
            builder.Services.AddSingleton<InboxFile>();
            builder.Services.AddSingleton<InboxLook>();
            builder.Services.AddHostedService<InboxDoor>();
        }
    }

    public static void MapDoors(this IEndpointRouteBuilder app) => app.MapHttpDoor();
}
