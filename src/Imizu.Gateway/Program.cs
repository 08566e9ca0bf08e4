using Imizu.Gateway;
using Imizu.Gateway.Contract;
using Imizu.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGateway();
builder.AddContract();

var app = builder.Build();
app.UseGateway();
app.MapHealth();
app.MapContract();
app.Run();
