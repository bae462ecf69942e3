using System.Runtime.InteropServices;
using FeedHandler.Host;
using FeedHandler.Host.Shell;

// Neither this nor what listens to signals is disposed of: a signal that comes while the process ends must find the same answer as one before.
CancellationTokenSource stop = new();
Inquiry inquiry = new();
HangUps hangUps = new();
Terminal? terminal = null;

// The command stops by itself and reports what it did.
IReadOnlyList<PosixSignalRegistration> signals = ProcessSignals.Listen(stop.Cancel, () => inquiry.Ask(terminal), hangUps);
terminal = Terminal.OfProcess(inquiry, stop.Token) with { HangUps = hangUps };
int code = CommandLine.Run(args, terminal);
GC.KeepAlive(signals);
return code;
