using Imizu.Identity;
using Imizu.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddIdentityProvider();

var app = builder.Build();
await app.PrepareAsync();
app.UseIdentityProvider();
app.MapHealth();
app.Run();
