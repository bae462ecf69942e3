using System.Runtime.InteropServices;
using FeedHandler.Host.Commands;

// Neither this nor what listens to signals is disposed of: a signal that comes while the process ends must find the same answer as one before.
CancellationTokenSource stop = new();

// The command stops by itself and reports what it did.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

PosixSignalRegistration[] signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
int code = CommandLine.Run(args, Terminal.OfProcess(stop.Token));
GC.KeepAlive(signals);
return code;
