// What waits for other processes, or for a thread to hand the next two events over, leaves cores to what runs beside it.
[assembly: LevelOfParallelism(3)]
