using FeedHandler.Concurrency.Shared;

return OtherProcess.Run(args);
