using FeedHandler.Host.Commands;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // the command stops by itself and reports what it did
    stop.Cancel();
};
return CommandLine.Run(args, Terminal.OfProcess(stop.Token));
