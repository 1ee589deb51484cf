from commonpress.cli import main

main()
